namespace Cake.Frosting;

/// <summary>The host is not set up correctly: a missing working directory, a dependency that is not a task, a tool without an
/// installer.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
