namespace TazPod.Vault.Errors;

/// <summary>One row of the error table: a failure class that users, scripts and IDEs can rely on.</summary>
/// <param name="Code">The stable code, <c>TAZPOD</c> and four digits: 1xxx usage, 2xxx storage, 3xxx sealing and archive,
/// 4xxx conflict, 5xxx credentials, 6xxx local files, 7xxx lineages, 9xxx the rest.</param>
/// <param name="ExitCode">The exit code of a build that ends with this error.</param>
/// <param name="Summary">The meaning of the class in one line, for the documentation.</param>
public sealed record VaultError(string Code, ExitCode ExitCode, string Summary)
{
    /// <summary>Creates an exception of this class.</summary>
    /// <param name="message">What happened, where and why, in one line, without any secret.</param>
    /// <param name="hint">What to do next, in one line.</param>
    /// <param name="inner">The cause. Shown only at diagnostic verbosity.</param>
    public VaultException With(string message, string? hint = null, Exception? inner = null) => new(this, message, hint, inner);
}
