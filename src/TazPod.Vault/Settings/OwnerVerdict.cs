using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Whether what stands at a path is believed.</summary>
/// <param name="Path">The path as it was asked for.</param>
/// <param name="Kind">What stands there, links followed.</param>
/// <param name="Belief">Whether it is believed, and why.</param>
/// <param name="Owner">Whose it is: of several on the way, links included, the first that is not believed. Null where not known.</param>
internal sealed record OwnerVerdict(string Path, FileKind Kind, Belief Belief, uint? Owner = null)
{
    public bool IsBelieved => Belief is not (Belief.None or Belief.Unreadable);

    /// <summary>Whether nothing is there, for all that can be seen.</summary>
    public bool IsMissing => Kind == FileKind.Missing && IsBelieved;
}
