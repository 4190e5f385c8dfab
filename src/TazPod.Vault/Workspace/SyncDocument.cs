namespace TazPod.Vault.Workspace;

/// <summary>The content of <c>sync.json</c>.</summary>
internal sealed record SyncDocument
{
    /// <summary>The layout that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The layout's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>A random key, hex, for fingerprints that never leave this workspace.</summary>
    public string LocalKey { get; init; } = "";

    /// <summary>By file name: two vault files in one directory never share facts.</summary>
    public IReadOnlyDictionary<string, FileState> Files { get; init; } = new Dictionary<string, FileState>();
}

