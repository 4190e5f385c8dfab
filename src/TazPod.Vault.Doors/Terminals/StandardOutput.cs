using TazPod.Vault.Files;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>The standard output of this process. It can be reserved for the result; everything else then goes to the standard
/// error.</summary>
internal static class StandardOutput
{
    private static TextWriter? reserved;

    /// <summary>The standard output, reserved or not.</summary>
    public static TextWriter Writer => reserved ?? Console.Out;

    /// <summary>Whether everything but the result goes to something that is not a terminal.</summary>
    public static bool IsRedirected => reserved is null ? Console.IsOutputRedirected : Console.IsErrorRedirected;

    /// <summary>Writes bytes to the standard output or the standard error of this process, reserved or not.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="descriptor">1 or 2.</param>
    /// <exception cref="IOException">Nobody reads them any more.</exception>
    public static void Write(ReadOnlySpan<byte> bytes, int descriptor)
    {
        if (!OperatingSystem.IsWindows())
        {
            // The framework's stream hides that its reader has gone.
            Posix.Write(descriptor, bytes);
            return;
        }

        using var stream = descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        stream.Write(bytes);
    }

    /// <summary>Reserves it for the rest of this process.</summary>
    public static void Reserve()
    {
        if (reserved is null)
        {
            reserved = Console.Out;
            Console.SetOut(Console.Error);
        }
    }
}
