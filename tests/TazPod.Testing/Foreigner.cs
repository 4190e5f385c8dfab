using TazPod.Testing.Processes;

namespace TazPod.Testing;

/// <summary>Another user of this machine, for tests that run as root on Linux.</summary>
public static class Foreigner
{
    /// <summary>The user's and the group's id: nobody's.</summary>
    public const int Id = 65534;

    /// <summary>Whether there can be one.</summary>
    public static bool IsHere => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Why a test that needs one is skipped.</summary>
    public const string Reason = "only root on Linux can act as another user";

    /// <summary>Gives everything below a path to them.</summary>
    public static void Own(string path) => new TestCommand("chown", "-hR", $"{Id}:{Id}", path).Do();

    /// <summary>Runs a shell command as them.</summary>
    public static void Does(string command) =>
        new TestCommand("setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "--", "sh", "-c", command).Do();
}
