namespace TazPod.Vault.Results;

/// <summary>What was opened in memory for a task of a build's own.</summary>
/// <param name="Source">The vault, for people.</param>
/// <param name="Files">How many files it holds.</param>
public sealed record OpenResult(string Source, int Files) : VerbResult
{
    /// <summary>The verb's name.</summary>
    public const string Name = "OpenVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => "opened";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => $"opened {Source} in memory: {ByteSize.Count(Files, "file")}, none of them on a disk";
}
