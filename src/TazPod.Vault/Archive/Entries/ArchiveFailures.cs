using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Text;

namespace TazPod.Vault.Archive.Entries;

/// <summary>Translates file system failures for archive entries. The system's own messages repeat entry names unescaped.</summary>
internal static class ArchiveFailures
{
    /// <summary>Creates the matching exception; <paramref name="doing"/> must quote the entry.</summary>
    public static VaultException Translate(Exception exception, string doing)
    {
        var translated = FileFailures.Translate(exception, doing);
        return new VaultException(translated.Error, PrintableText.Escaped(translated.Message), translated.Hint, exception);
    }

    /// <summary>Runs an operation on an entry and translates its file system failures.</summary>
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
