namespace TazPod.Vault.Results;

/// <summary>The result of SaveVault.</summary>
/// <param name="Saved">Whether a new vault file was written; false if it already held exactly this tree.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="SecretsDirectory">The tree that was saved.</param>
/// <param name="Files">The number of regular files in it.</param>
/// <param name="Bytes">Their total size in bytes.</param>
/// <param name="VaultBytes">Bytes of the vault file.</param>
/// <param name="ContentSha256">The content hash.</param>
public sealed record SaveResult(
    bool Saved, string VaultFile, string SecretsDirectory, int Files, long Bytes, long VaultBytes, string ContentSha256) : VerbResult
{
    internal const string Name = "SaveVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Saved ? "saved" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Saved;

    /// <inheritdoc/>
    public override string Summary => Saved
        ? $"saved {ByteSize.Count(Files, "file")} ({ByteSize.Format(Bytes)}) from '{SecretsDirectory}' "
            + $"into '{VaultFile}' ({ByteSize.Format(VaultBytes)})"
        : $"unchanged: '{VaultFile}' already holds the {ByteSize.Count(Files, "file")} of '{SecretsDirectory}'";
}
