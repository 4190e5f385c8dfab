using TazPod.Testing.Processes;

namespace TazPod.Testing;

/// <summary>Another user of this machine, for tests that run as root on Linux.</summary>
public static class Foreigner
{
    /// <summary>The id of the user and of the group: those of nobody.</summary>
    public const int Id = 65534;

    /// <summary>Whether tests can act as this user.</summary>
    public static bool IsHere => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Why a test that needs one is skipped.</summary>
    public const string Reason = "only root on Linux can act as another user";

    /// <summary>Makes this user the owner of everything below a path.</summary>
    public static void Own(string path) => new TestCommand("chown", "-hR", $"{Id}:{Id}", path).Do();

    /// <summary>Runs a shell command as this user.</summary>
    public static void Does(string command) =>
        new TestCommand("setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "--", "sh", "-c", command).Do();
}
