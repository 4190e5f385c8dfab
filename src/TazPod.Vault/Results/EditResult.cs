namespace TazPod.Vault.Results;

/// <summary>The result of EditSecret.</summary>
/// <param name="Saved">Whether a new vault was sealed.</param>
/// <param name="Paths">The files in the vault that were edited, or whose edits were removed.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="SecretsDirectory">The secrets directory that got the change, too; null if none did.</param>
public sealed record EditResult(bool Saved, IReadOnlyList<string> Paths, string VaultFile, string? SecretsDirectory) : VerbResult
{
    internal const string Name = "EditSecret";

    /// <summary>Whether edits were removed, and nothing was edited.</summary>
    public bool Discarded { get; init; }

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Saved ? "saved" : Discarded ? "discarded" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Saved;

    /// <inheritdoc/>
    public override string Summary => (Saved, Discarded, Paths) switch
    {
        (true, _, [var path]) => $"saved {path} into '{VaultFile}'{(SecretsDirectory is { } directory ? $" and '{directory}'" : "")}",
        (_, true, []) => $"there is no unsaved edit for '{VaultFile}'",
        (_, true, _) => $"removed the unsaved {(Paths.Count == 1 ? "edit" : "edits")} of {string.Join(", ", Paths)}",
        _ => $"unchanged: {string.Join(", ", Paths)} was not edited",
    };
}
