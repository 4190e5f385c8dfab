namespace TazPod.Vault.Errors;

/// <summary>The base of all expected failures of the vault: each is reported as one of these.</summary>
/// <remarks><see cref="Exception.Message"/> is one line that says what happened, where and why. <see cref="Hint"/> says what to do next.
/// Neither ever contains the value of a secret.</remarks>
public sealed class VaultException : Exception
{
    /// <summary>Creates an exception for a class of the error table.</summary>
    public VaultException(VaultError error, string message, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Hint = hint;
    }

    /// <summary>The class of the failure: its stable code and its exit code.</summary>
    public VaultError Error { get; }

    /// <summary>The exit code of a build that ends with this exception: that of its class, unless a failed command has its own.</summary>
    public ExitCode ExitCode
    {
        get => field == ExitCode.Success ? Error.ExitCode : field;
        internal init;
    }

    /// <summary>What to do next, in one line; null if there is nothing to add.</summary>
    public string? Hint { get; }

    /// <summary>Notices collected before the failure, one line each: for example which files were kept where, or each key that was not
    /// deleted.</summary>
    public IReadOnlyList<string> Notices { get; internal set; } = [];

    /// <summary>Whether it is the user's own answer to a question. That ends the step, but nothing went wrong.</summary>
    internal bool IsAnswer { get; init; }

    /// <summary>The exception for a log: with its code and hint, then its causes and the stack trace. As the message, it never contains
    /// the value of a secret, but a cause can quote what a server answered.</summary>
    public override string ToString()
    {
        var type = GetType().FullName!;
        var causes = base.ToString()[(Message.Length == 0 ? type : $"{type}: {Message}").Length..];
        return $"{type}: {Error.Code}: {Message}{(Hint is null ? "" : $"{Environment.NewLine}   hint: {Hint}")}{causes}";
    }

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
