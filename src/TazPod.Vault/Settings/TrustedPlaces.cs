using System.Text;
using System.Text.Json;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>The file in which a user lists the places outside of their workspaces that configurations may lead to.</summary>
/// <remarks>One place per line, as a JSON array of three texts: the workspace, the key of the setting, and the place, both paths with links
/// resolved. All other lines are ignored: blank lines, comments starting with <c>#</c>, and anything else that does not have this
/// form.</remarks>
internal sealed class TrustedPlaces
{
    private const int LargestBytes = 256 * 1024;
    private const int WritableByGroupOrOthers = 0x12;
    private readonly HashSet<string> lines = [];

    private TrustedPlaces(string? path) => FilePath = path;

    /// <summary>The path of the file, whether or not it exists; null if the home directory is unknown.</summary>
    public string? FilePath { get; }

    /// <summary>Why the file is not trusted, worded to follow its name; null if it is trusted, or does not exist.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the file.</summary>
    /// <param name="sources">Provides the home directory.</param>
    /// <param name="owners">Decides whose files are trusted.</param>
    /// <param name="workspace">The workspace's real path. A file inside it cannot vouch for anything.</param>
    public static TrustedPlaces Read(SettingsSources sources, OwnerRule owners, string workspace)
    {
        var places = new TrustedPlaces(Locate(sources));
        if (places.FilePath is { } path && SmallFile.IsThere(path))
        {
            places.Read(path, owners.ForHome(), workspace);
        }

        return places;
    }

    /// <summary>The line for a place. ASCII without blanks, so that no terminal breaks or changes it.</summary>
    public static string Line(string workspace, string key, string place) =>
        $"[{string.Join(',', new[] { workspace, key, place }.Select(Quoted))}]";

    /// <summary>Whether the place is listed for this setting of this workspace.</summary>
    public bool Hold(string workspace, string key, string place) => lines.Contains(Line(workspace, key, place));

    private static string? Locate(SettingsSources sources)
    {
        // A relative path counts as unset: it would lead into whatever directory this runs in.
        var given = sources.Environment.GetValueOrDefault("XDG_CONFIG_HOME");
        var configuration = Path.IsPathFullyQualified(given ?? "") ? given
            : sources.HomeDirectory is { } home ? Path.Combine(home, ".config")
            : null;
        return configuration is null ? null : Path.Combine(configuration, "tazpod", "trusted");
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"".Replace(" ", "\\u0020", StringComparison.Ordinal);

    private static string? Understood(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var texts = document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "").ToArray();
            return texts.Length == 3 ? Line(texts[0], texts[1], texts[2]) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Read(string path, OwnerRule owners, string workspace)
    {
        var judged = owners.Judge(path);
        if (!judged.IsTrusted)
        {
            Problem = $"is not trusted: {owners.Explain(judged)}";
            return;
        }

        if (RealPath.Holds(workspace, RealPath.Of(path)))
        {
            Problem = "is not trusted: it is inside the workspace itself";
            return;
        }

        var file = SmallFile.Read(path, LargestBytes);
        if (file.Content is null)
        {
            Problem = file.Problem;
        }
        else if (owners.TrustIn(file.Owner) == OwnerTrust.None)
        {
            Problem = "is not trusted: it is not yours";
        }
        else if ((file.Mode & WritableByGroupOrOthers) != 0)
        {
            Problem = "is not trusted: other users can write to it; fix this with chmod go-w";
        }
        else
        {
            lines.UnionWith(Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF').Split('\n').Select(Understood).OfType<string>());
        }
    }
}
