namespace TazPod.Vault.Workspace;

/// <summary>Everything that is recorded about one vault file.</summary>
/// <remarks>Members missing in the file are deserialized as null and treated as empty.</remarks>
internal sealed record FileState
{
    private static readonly Dictionary<string, SecretsFacts> NoSecrets = [];

    /// <summary>Facts about the file's bytes.</summary>
    public VaultFacts? Facts { get; init; }

    /// <summary>The last known state of each remote.</summary>
    public IReadOnlyList<RemoteFacts> Remotes { get; init => field = value ?? []; } = [];

    /// <summary>A merge that waits for a user.</summary>
    public PendingMerge? Merge { get; init; }

    /// <summary>Secrets directories, by absolute path.</summary>
    public IReadOnlyDictionary<string, SecretsFacts> Secrets { get; init => field = value ?? NoSecrets; } = NoSecrets;
}
