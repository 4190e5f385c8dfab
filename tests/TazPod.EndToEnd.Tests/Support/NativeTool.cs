namespace TazPod.EndToEnd.Tests.Support;

/// <summary>The native file of <c>tazvault</c> that the target <c>Publish</c> has made. With <c>TAZPOD_TEST_NATIVE=1</c>, tests run it instead of the
/// assembly.</summary>
internal static class NativeTool
{
    /// <summary>Whether it is to be run.</summary>
    public static bool IsTested { get; } = Environment.GetEnvironmentVariable("TAZPOD_TEST_NATIVE") == "1";

    /// <summary>The door for tests that one is enough for: the code behind both is the same, unless one of them is native.</summary>
    public static Door OrBuild { get; } = IsTested ? Door.Tool : Door.Build;

    /// <summary>Its path in the repository.</summary>
    public static string RelativePath { get; } =
        Path.Combine("artifacts", "obj", "tazvault", OperatingSystem.IsWindows() ? "tazvault.exe" : "tazvault");
}
