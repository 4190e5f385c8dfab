namespace TazPod.Vault.Workspace;

/// <summary>All that is remembered about one vault file.</summary>
/// <remarks>What is missing in the file comes as null, and is empty then.</remarks>
internal sealed record FileState
{
    private static readonly Dictionary<string, SecretsFacts> NoSecrets = [];

    /// <summary>Facts of the file's bytes.</summary>
    public VaultFacts? Facts { get; init; }

    /// <summary>What was last seen at each remote.</summary>
    public IReadOnlyList<RemoteFacts> Remotes { get; init => field = value ?? []; } = [];

    /// <summary>Secrets directories by absolute path.</summary>
    public IReadOnlyDictionary<string, SecretsFacts> Secrets { get; init => field = value ?? NoSecrets; } = NoSecrets;
}
