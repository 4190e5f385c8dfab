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
