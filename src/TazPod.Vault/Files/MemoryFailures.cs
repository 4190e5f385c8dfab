using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Turns a lack of memory into the one exception family.</summary>
internal static class MemoryFailures
{
    private const int MiB = 1 << 20;

    // What a host takes besides a vault.
    private const long Besides = 100 * MiB;

    // errno ENOMEM.
    private const int NoMemory = 12;

    // What the framework's packing and unpacking throw for this and nothing else; the type is not public.
    private const string Compression = "System.IO.Compression.ZLibException";

    /// <summary>Whether memory was what failed, here or in a cause.</summary>
    public static bool IsOne(Exception? exception) => exception switch
    {
        null => false,
        OutOfMemoryException => true,
        IOException when exception.HResult == NoMemory || exception.GetType().FullName == Compression => true,
        FileNotFoundException { FileName: { } name } when IsAssembly(name) => Posix.LimitsAddresses,
        AggregateException several => several.InnerExceptions.Any(IsOne),
        _ => IsOne(exception.InnerException),
    };

    // Under a limit of addresses (ulimit -v) the runtime says of an assembly that it cannot map that it cannot find it.
    private static bool IsAssembly(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    /// <summary>Makes the exception of the family out of it.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="bytes">What has to be in memory at once; 0 when that is not known.</param>
    public static VaultException Translate(Exception exception, long bytes)
    {
        var needed = bytes > 0 ? $"about {(bytes + Besides) / MiB}" : $"more than {Environment.WorkingSet / MiB}";
        return VaultErrors.OutOfMemory.With(
            $"there is not enough memory: this step needs {needed} MiB",
            "Raise the limit of this container, job or shell, or run it on a larger machine; then run the same step again.",
            exception);
    }
}
