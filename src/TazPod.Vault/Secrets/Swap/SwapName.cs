using System.Globalization;
using System.Security.Cryptography;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Hidden names beside a secrets directory. They are random, so that no one can create them first. The next run finds leftovers of
/// a killed run by the pattern, but never trusts a name alone.</summary>
internal static class SwapName
{
    /// <summary>The tree that is being extracted.</summary>
    public const string New = "new";

    /// <summary>The previous tree, while the new one is put in place.</summary>
    public const string Old = "old";

    /// <summary>A tree that is being removed.</summary>
    public const string Gone = "gone";

    /// <summary>A probe that shows whether the directory can be renamed.</summary>
    public const string Probe = "probe";

    /// <summary>Creates a name.</summary>
    /// <param name="directory">The secrets directory's own name.</param>
    /// <param name="role">Its purpose.</param>
    public static string For(string directory, string role) =>
        $"{Start(directory, role)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>Creates a name for the previous tree. It contains the directory's inode, which a copy or clone cannot have.</summary>
    public static string ForOld(string directory, FileFacts facts) =>
        string.Create(CultureInfo.InvariantCulture, $"{For(directory, Old)}-{facts.Inode:x}");

    /// <summary>Whether a name is one of these.</summary>
    public static bool IsOne(string directory, string name) =>
        new[] { New, Old, Gone, Probe }.Any(role => name.StartsWith(Start(directory, role), StringComparison.Ordinal));

    /// <summary>Whether the entry with this name is a previous tree that we moved out of the way.</summary>
    public static bool IsOld(string directory, string name, FileFacts facts) =>
        name.StartsWith(Start(directory, Old), StringComparison.Ordinal)
        && name.EndsWith(string.Create(CultureInfo.InvariantCulture, $"-{facts.Inode:x}"), StringComparison.Ordinal);

    /// <summary>Whether a name is a probe's.</summary>
    public static bool IsProbe(string directory, string name) => name.StartsWith(Start(directory, Probe), StringComparison.Ordinal);

    private static string Start(string directory, string role) => $".{directory}.tazpod-{role}-";
}
