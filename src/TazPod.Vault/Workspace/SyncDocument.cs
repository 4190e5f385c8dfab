namespace TazPod.Vault.Workspace;

/// <summary>The content of <c>sync.json</c>.</summary>
/// <remarks>Members missing in the file are deserialized as null and treated as empty.</remarks>
internal sealed record SyncDocument
{
    private static readonly Dictionary<string, FileState> NoFiles = [];

    /// <summary>The layout version that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The layout's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>A random key, hex, for fingerprints that never leave this workspace.</summary>
    public string LocalKey { get; init => field = value ?? ""; } = "";

    /// <summary>By file name, so that two vault files in one directory never share facts.</summary>
    public IReadOnlyDictionary<string, FileState> Files { get; init => field = value ?? NoFiles; } = NoFiles;
}

