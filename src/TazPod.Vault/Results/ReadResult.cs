namespace TazPod.Vault.Results;

/// <summary>The result of ReadSecret.</summary>
/// <param name="Source">The vault, for display.</param>
/// <param name="Path">The file in the vault.</param>
/// <param name="Bytes">The number of bytes that were written.</param>
public sealed record ReadResult(string Source, string Path, long Bytes) : VerbResult
{
    internal const string Name = "ReadSecret";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => "read";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => $"wrote {ByteSize.Format(Bytes)} from {Path} in {Source}";
}
