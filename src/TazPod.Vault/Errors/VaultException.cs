namespace TazPod.Vault.Errors;

/// <summary>The one exception family of the vault: every expected failure is one of these.</summary>
/// <remarks><see cref="Exception.Message"/> is one line that says what happened, where and why; <see cref="Hint"/> says what to do next.
/// Neither ever holds the value of a secret.</remarks>
public sealed class VaultException : Exception
{
    /// <summary>Makes an exception of a class of the error table.</summary>
    public VaultException(VaultError error, string message, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Hint = hint;
    }

    /// <summary>The class of the failure: its stable code and its exit code.</summary>
    public VaultError Error { get; }

    /// <summary>The exit code of a build that ends with it: that of its class, but for a command that has one of its own.</summary>
    public ExitCode ExitCode
    {
        get => field == ExitCode.Success ? Error.ExitCode : field;
        internal init;
    }

    /// <summary>What to do next, in one line; null where there is nothing to add.</summary>
    public string? Hint { get; }

    /// <summary>What else there was to know until it failed, one line each: what was kept where, every key that was not deleted.</summary>
    public IReadOnlyList<string> Notices { get; internal set; } = [];

    /// <summary>Whether an exception of this type is among the causes.</summary>
    internal bool IsCausedBy<T>()
        where T : Exception
    {
        var cause = InnerException;
        while (cause is not null and not T)
        {
            cause = cause.InnerException;
        }

        return cause is not null;
    }
}
