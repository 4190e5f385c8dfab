namespace TazPod.Vault.Results;

/// <summary>The result of Bootstrap: a pull, then an unlock.</summary>
/// <param name="Pull">The pull.</param>
/// <param name="Unlock">The unlock.</param>
public sealed record BootstrapResult(PullResult Pull, UnlockResult Unlock) : VerbResult
{
    internal const string Name = "Bootstrap";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Changed ? "ready" : "unchanged";

    /// <inheritdoc/>
    public override bool Changed => Pull.Changed || Unlock.Changed;

    /// <inheritdoc/>
    public override string Summary => $"{Pull.Summary}; {Unlock.Summary}";
}
