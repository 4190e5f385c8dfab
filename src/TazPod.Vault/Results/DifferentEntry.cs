namespace TazPod.Vault.Results;

/// <summary>One file or directory that differs between two trees. Never includes its content.</summary>
/// <param name="Change"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
/// <param name="Path">Its path, unescaped: it can contain anything that a file name can.</param>
/// <param name="Name">The path for display: unprintable characters are escaped, and a directory ends in a slash.</param>
/// <param name="Before">Its facts in the first tree; null if the tree does not contain it.</param>
/// <param name="After">Its facts in the second tree; null if the tree does not contain it.</param>
/// <param name="ContentChanged">Whether a file's content differs. The size can still be the same.</param>
public sealed record DifferentEntry(
    string Change, string Path, string Name, EntryFacts? Before, EntryFacts? After, bool ContentChanged);
