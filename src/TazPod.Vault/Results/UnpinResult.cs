namespace TazPod.Vault.Results;

/// <summary>The result of UnpinVault.</summary>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Stamp">The copy's stamp.</param>
/// <param name="BackInHistory">Whether the copy was missing from the history and was put back.</param>
public sealed record UnpinResult(string Store, string Stamp, bool BackInHistory) : VerbResult
{
    internal const string Name = "UnpinVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => "unpinned";

    /// <inheritdoc/>
    public override bool Changed => true;

    /// <inheritdoc/>
    public override string Summary =>
        $"unpinned copy {Stamp} in {Store}{(BackInHistory ? "; it is back in the history" : "")}: the next pruning can remove it";
}
