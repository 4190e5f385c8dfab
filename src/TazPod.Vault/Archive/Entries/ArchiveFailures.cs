using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Text;

namespace TazPod.Vault.Archive.Entries;

/// <summary>The file system's failures over entries, whose names its own messages repeat raw.</summary>
internal static class ArchiveFailures
{
    /// <summary>Makes the exception of the family; <paramref name="doing"/> quotes the entry.</summary>
    public static VaultException Translate(Exception exception, string doing)
    {
        var translated = FileFailures.Translate(exception, doing);
        return new VaultException(translated.Error, PrintableText.Escaped(translated.Message), translated.Hint, exception);
    }

    /// <summary>Does something to an entry, and translates what the file system says to it.</summary>
    public static T Translated<T>(string doing, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw Translate(exception, $"cannot {doing} {EntryName.Quote(path)}");
        }
    }

    /// <inheritdoc cref="Translated{T}(string, string, Func{T})"/>
    public static void Translated(string doing, string path, Action action) => Translated(doing, path, () =>
    {
        action();
        return true;
    });
}
