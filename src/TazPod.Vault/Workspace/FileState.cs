namespace TazPod.Vault.Workspace;

/// <summary>All that is remembered about one vault file.</summary>
internal sealed record FileState
{
    /// <summary>Facts of the file's bytes.</summary>
    public VaultFacts? Facts { get; init; }

    /// <summary>What was last seen at each remote.</summary>
    public IReadOnlyList<RemoteFacts> Remotes { get; init; } = [];

    /// <summary>Secrets directories by absolute path.</summary>
    public IReadOnlyDictionary<string, SecretsFacts> Secrets { get; init; } = new Dictionary<string, SecretsFacts>();
}
