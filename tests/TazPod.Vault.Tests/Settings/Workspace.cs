using System.Runtime.InteropServices;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

/// <summary>A temporary directory with a home and a workspace, and nothing from this machine: every source of settings is
/// explicit.</summary>
public sealed class Workspace : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<string?>> arguments = [];
    private readonly Dictionary<string, string> environment = [];

    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("settings-").FullName;
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Here);
        Callers = [Here];
    }

    public string Root { get; }

    public string Home => Path.Combine(Root, "home");

    public string Here => Path.Combine(Root, "work");

    public string Container => Path.Combine(Root, "container");

    public string ConfigFile => Path.Combine(Here, ".tazpod", "config.yaml");

    /// <summary>The location of the code that reads the settings: in the workspace, unless a test sets it.</summary>
    public IReadOnlyList<string> Callers { get; set; } = [];

    /// <summary>The user who reads them: this process's user, unless a test sets it.</summary>
    internal UserIdentity? Identity { get; set; } = UserIdentity.OfThisProcess;

    /// <summary>The other user, who owns files here.</summary>
    internal static uint Another { get; } = Posix.IsRoot ? 65534 : Posix.EffectiveUser;

    /// <summary>Gives a path, and everything below it, to another user. Without root, everything counts as another user's.</summary>
    internal Workspace OfAnother(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the owners of files are known only on Linux");
        Identity = new UserIdentity(Posix.IsRoot ? 0u : Another + 1, user => user == Another ? "mallory" : user == 0 ? "root" : null);
        if (Posix.IsRoot)
        {
            Give(path, Another);
            foreach (var below in Directory.Exists(path) && new FileInfo(path).LinkTarget is null
                ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories)
                : [])
            {
                Give(below, Another);
            }
        }

        return this;
    }

    /// <summary>Gives only this path to another user, which requires root.</summary>
    internal Workspace OnlyOfAnother(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Posix.IsRoot, "only root can change the owner of files");
        OfAnother(Here + "/none");
        Give(path, Another);
        return this;
    }

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
        CallerLocations = Callers,
        Identity = Identity,
    };

    public VaultSettings Load(string? directory = null, bool homeIsSet = true) => LoadWithOptions(directory, homeIsSet).Settings;

    public LoadedSettings LoadWithOptions(string? directory = null, bool homeIsSet = true) =>
        VaultSettingsLoader.Load(Sources(directory, homeIsSet));

    public VaultException Refused() => Assert.Throws<VaultException>(() => Load());

    /// <summary>The text with this place's directories replaced by names, as used in the tables of these tests.</summary>
    public string Named(string text) =>
        text.Replace(ConfigFile, "CONFIG").Replace(Here, "HERE").Replace(Home, "HOME").Replace(Root, "ROOT");

    private static void Give(string path, uint user) => _ = ChangeOwner(path, user, user);

    [DllImport("libc", EntryPoint = "lchown")]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
