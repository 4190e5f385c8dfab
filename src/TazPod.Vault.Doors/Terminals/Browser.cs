using System.ComponentModel;
using System.Diagnostics;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Opens a link on a desktop. The link has also been printed, in case it does not open.</summary>
internal static class Browser
{
    public static void TryOpen(Uri link, Func<string, string?> environment)
    {
        if (OperatingSystem.IsLinux() && (environment("DISPLAY") ?? environment("WAYLAND_DISPLAY")) is not { Length: > 0 })
        {
            return;
        }

        try
        {
            using var opened = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(link.AbsoluteUri) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [link.AbsoluteUri])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
        }
    }
}
