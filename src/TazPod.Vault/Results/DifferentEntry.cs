namespace TazPod.Vault.Results;

/// <summary>One file or directory that two trees do not have in common. Never its content.</summary>
/// <param name="Change"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
/// <param name="Path">Its path, raw: it may hold anything that a file name may.</param>
/// <param name="Name">The same for people: what does not print is escaped, and a directory ends in a slash.</param>
/// <param name="Before">Its facts in the first tree; null when it is not there.</param>
/// <param name="After">Its facts in the second tree; null when it is not there.</param>
/// <param name="ContentChanged">Whether the content of a file differs; its size may be the same.</param>
public sealed record DifferentEntry(
    string Change, string Path, string Name, EntryFacts? Before, EntryFacts? After, bool ContentChanged);
