namespace TazPod.Vault.Results;

/// <summary>The result of ListSecrets.</summary>
/// <param name="Source">The vault, for display.</param>
/// <param name="Files">The files, in the order of their paths.</param>
public sealed record ListResult(string Source, IReadOnlyList<ListedFile> Files) : VerbResult
{
    internal const string Name = "ListSecrets";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => "listed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary =>
        $"{ByteSize.Count(Files.Count, "file")} ({ByteSize.Format(Files.Sum(file => file.Size))}) in {Source}";
}
