namespace TazPod.Vault.Workspace;

/// <summary>The content of <c>sync.json</c>.</summary>
/// <remarks>What is missing in the file comes as null, and is empty then.</remarks>
internal sealed record SyncDocument
{
    private static readonly Dictionary<string, FileState> NoFiles = [];

    /// <summary>The layout that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The layout's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>A random key, hex, for fingerprints that never leave this workspace.</summary>
    public string LocalKey { get; init => field = value ?? ""; } = "";

    /// <summary>By file name: two vault files in one directory never share facts.</summary>
    public IReadOnlyDictionary<string, FileState> Files { get; init => field = value ?? NoFiles; } = NoFiles;
}

