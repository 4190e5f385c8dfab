namespace TazPod.Vault.Results;

/// <summary>The result of UnlockVault.</summary>
/// <param name="Unlocked">Whether files were written; false if the directory already held exactly this tree.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="SecretsDirectory">The directory with the secrets.</param>
/// <param name="Files">The number of regular files in it.</param>
/// <param name="Bytes">Their total size in bytes.</param>
/// <param name="SetAside">The path where edited content of the directory was kept.</param>
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
        : $"unchanged: '{SecretsDirectory}' already holds the {ByteSize.Count(Files, "file")} from '{VaultFile}'";
}
