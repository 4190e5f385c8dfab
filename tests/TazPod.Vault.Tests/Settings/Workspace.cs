using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

/// <summary>A temporary place with a home, a workspace and nothing of this machine: every source of settings is given.</summary>
public sealed class Workspace : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<string?>> arguments = [];
    private readonly Dictionary<string, string> environment = [];

    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("settings-").FullName;
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Here);
    }

    public string Root { get; }

    public string Home => Path.Combine(Root, "home");

    public string Here => Path.Combine(Root, "work");

    public string Container => Path.Combine(Root, "container");

    public string ConfigFile => Path.Combine(Here, ".tazpod", "config.yaml");

    public Workspace Argument(string name, params string?[] values)
    {
        arguments[name] = values;
        return this;
    }

    public Workspace Variable(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    public Workspace Config(string yaml)
    {
        Write(".tazpod/config.yaml", yaml);
        return this;
    }

    public string Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string path, byte[] content)
    {
        var full = Path.Combine(Here, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return full;
    }

    public SettingsSources Sources(string? directory = null, bool homeIsSet = true) => new()
    {
        Arguments = arguments,
        Environment = environment,
        WorkingDirectory = directory ?? Here,
        HomeDirectory = homeIsSet ? Home : null,
        ContainerRoot = Container,
        OwnArguments = ["regoin"],
    };

    public VaultSettings Load(string? directory = null, bool homeIsSet = true) =>
        VaultSettingsLoader.Load(Sources(directory, homeIsSet));

    public VaultException Refused() => Assert.Throws<VaultException>(() => Load());

    /// <summary>The text with this place's directories by name, as the tables of these tests write them.</summary>
    public string Named(string text) =>
        text.Replace(ConfigFile, "CONFIG").Replace(Here, "HERE").Replace(Home, "HOME").Replace(Root, "ROOT");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
