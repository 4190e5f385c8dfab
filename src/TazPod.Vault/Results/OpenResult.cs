namespace TazPod.Vault.Results;

/// <summary>The result of opening a vault in memory for a build's own task.</summary>
/// <param name="Source">The vault, for display.</param>
/// <param name="Files">The number of files in it.</param>
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
    public override string Summary => $"opened {Source} in memory: {ByteSize.Count(Files, "file")}, nothing was written to disk";
}
