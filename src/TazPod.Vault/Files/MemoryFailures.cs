using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Translates out-of-memory failures into <see cref="VaultException"/>.</summary>
internal static class MemoryFailures
{
    private const int MiB = 1 << 20;

    // The memory that a host process needs besides the vault.
    private const long Besides = 100 * MiB;

    // errno ENOMEM.
    private const int NoMemory = 12;

    // The framework's compression throws this type only when it runs out of memory. The type is not public.
    private const string Compression = "System.IO.Compression.ZLibException";

    /// <summary>Whether the exception or one of its causes is an out-of-memory failure.</summary>
    public static bool IsOne(Exception? exception) => exception switch
    {
        null => false,
        OutOfMemoryException => true,
        IOException when exception.HResult == NoMemory || exception.GetType().FullName == Compression => true,
        FileNotFoundException { FileName: { } name } when IsAssembly(name) => Posix.LimitsAddresses,
        AggregateException several => several.InnerExceptions.Any(IsOne),
        _ => IsOne(exception.InnerException),
    };

    // If the address space is limited (ulimit -v), the runtime reports an assembly that it cannot map as not found.
    private static bool IsAssembly(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    /// <summary>Creates the matching <see cref="VaultException"/>.</summary>
    /// <param name="exception">The exception that was thrown.</param>
    /// <param name="bytes">The bytes that must be in memory at once; 0 if unknown.</param>
    public static VaultException Translate(Exception exception, long bytes)
    {
        var needed = bytes > 0 ? $"about {(bytes + Besides) / MiB}" : $"more than {Environment.WorkingSet / MiB}";
        return VaultErrors.OutOfMemory.With(
            $"there is not enough memory: this step needs {needed} MiB",
            "Raise the limit of this container, job or shell, or run it on a larger machine; then run the same step again.",
            exception);
    }
}
