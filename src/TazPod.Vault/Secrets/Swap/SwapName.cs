using System.Globalization;
using System.Security.Cryptography;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Hidden names beside a secrets directory. They are random, so that nobody can be there first; the next run finds what a killed one
/// left by their pattern, and believes no name alone.</summary>
internal static class SwapName
{
    /// <summary>What is being extracted.</summary>
    public const string New = "new";

    /// <summary>What stood there while the new tree is put in its place.</summary>
    public const string Old = "old";

    /// <summary>What is being removed.</summary>
    public const string Gone = "gone";

    /// <summary>What tells whether the directory can be renamed.</summary>
    public const string Probe = "probe";

    /// <summary>A new name.</summary>
    /// <param name="directory">The secrets directory's own name.</param>
    /// <param name="role">What it is for.</param>
    public static string For(string directory, string role) =>
        $"{Start(directory, role)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>A new name for what stood there. It holds the directory's inode, which a copy or a clone of such a directory cannot have.</summary>
    public static string ForOld(string directory, FileFacts facts) =>
        string.Create(CultureInfo.InvariantCulture, $"{For(directory, Old)}-{facts.Inode:x}");

    /// <summary>Whether a name is one of these.</summary>
    public static bool IsOne(string directory, string name) =>
        new[] { New, Old, Gone, Probe }.Any(role => name.StartsWith(Start(directory, role), StringComparison.Ordinal));

    /// <summary>Whether what has this name stood there, and was moved out of the way by us.</summary>
    public static bool IsOld(string directory, string name, FileFacts facts) =>
        name.StartsWith(Start(directory, Old), StringComparison.Ordinal)
        && name.EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{facts.Inode:x}"), StringComparison.Ordinal);

    /// <summary>Whether a name is that of a probe.</summary>
    public static bool IsProbe(string directory, string name) => name.StartsWith(Start(directory, Probe), StringComparison.Ordinal);

    private static string Start(string directory, string role) => $".{directory}.tazpod-{role}-";
}
