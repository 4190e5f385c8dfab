namespace TazPod.Vault.Results;

/// <summary>What UnlockVault did.</summary>
/// <param name="Unlocked">Whether files were written; false when the directory already held this very tree.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="SecretsDirectory">Where the secrets are.</param>
/// <param name="Files">Regular files in it.</param>
/// <param name="Bytes">Their bytes together.</param>
/// <param name="SetAside">Where edited content that stood there before was kept.</param>
public sealed record UnlockResult(
    bool Unlocked, string VaultFile, string SecretsDirectory, int Files, long Bytes, string? SetAside) : VerbResult
{
    internal const string Name = "UnlockVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Unlocked ? "unlocked" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Unlocked;

    /// <inheritdoc/>
    public override string Summary => Unlocked
        ? $"unlocked {ByteSize.Count(Files, "file")} ({ByteSize.Format(Bytes)}) into '{SecretsDirectory}'"
        : $"unchanged: '{SecretsDirectory}' already holds the {ByteSize.Count(Files, "file")} of '{VaultFile}'";
}
