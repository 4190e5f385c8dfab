using System.Text;

namespace TazPod.Vault.Archive.Entries;

/// <summary>Decides which relative paths can be kept and extracted.</summary>
internal static class EntryPath
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Characters that Windows forbids or interprets: separators, streams, wildcards.
    private static readonly System.Buffers.SearchValues<char> WindowsRefused =
        System.Buffers.SearchValues.Create([.. "<>:\"|?*\\", .. Enumerable.Range(0, 32).Select(code => (char)code)]);

    private static readonly string[] WindowsDevices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])];

    /// <summary>Compares two paths of one tree. A file system that ignores case would merge paths that differ only in case.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The number of UTF-8 bytes of a path, or null if it is not valid Unicode.</summary>
    public static int? ByteCount(ReadOnlySpan<char> path)
    {
        try
        {
            return Strict.GetByteCount(path);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Why a path is refused, worded to follow "its path ..."; null if it is fine.</summary>
    public static string? Refusal(string path, ArchiveLimits limits, bool onWindows)
    {
        if (path.Length == 0)
        {
            return "is empty";
        }

        if (path[0] == '/')
        {
            return "is absolute";
        }

        if (ByteCount(path) is not { } bytes)
        {
            return "is not valid Unicode";
        }

        if (bytes > limits.PathBytes)
        {
            return $"has {bytes} bytes; at most {limits.PathBytes} are allowed";
        }

        foreach (var range in path.AsSpan().Split('/'))
        {
            if (ComponentRefusal(path.AsSpan()[range], limits, onWindows) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string? ComponentRefusal(ReadOnlySpan<char> component, ArchiveLimits limits, bool onWindows) => component switch
    {
        "" => "holds an empty component",
        "." or ".." => $"holds a component '{component}'",
        _ when component.Contains('\0') => "holds a NUL",
        _ when ByteCount(component) > limits.ComponentBytes => $"holds a component of more than {limits.ComponentBytes} bytes",
        _ when onWindows && IsRefusedByWindows(component) => "holds a name that Windows does not support",
        _ => null,
    };

    private static bool IsRefusedByWindows(ReadOnlySpan<char> component)
    {
        var stem = component.IndexOf('.') is >= 0 and var dot ? component[..dot] : component;
        return component.ContainsAny(WindowsRefused)
            || component[^1] is '.' or ' '
            || WindowsDevices.Contains(stem.TrimEnd(' ').ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
