using System.Text.Json;
using TazPod.Vault.Archive;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Stages in a hidden directory inside the target and moves entry by entry: for a mount point (plaintext must not leave a
/// tmpfs) and for a directory that cannot be renamed. Not one atomic step, but journalled: the next run finishes or undoes it.</summary>
internal sealed class InPlaceSwap(string target) : ISecretsSwap
{
    private string Area => Path.Combine(target, ReservedName.Staging);

    private string Staged => Path.Combine(Area, "new");

    private string Old => Path.Combine(Area, "old");

    private string JournalFile => Path.Combine(Area, "journal.json");

    public bool IsRemoved => Names(target).All(ReservedName.IsReserved);

    public void Recover() => SecretsFiles.Guarded($"cannot clean up in '{target}'", () =>
    {
        if (File.Exists(JournalFile))
        {
            // A journal is renamed into place whole: one that is there is a decision that was taken.
            Carry(ReadJournal());
        }

        SecretsFiles.Delete(Area);
    });

    public string Stage() => SecretsFiles.Guarded($"cannot write in '{target}'", () =>
    {
        PrivateDirectory.Create(Staged);
        return Staged;
    });

    public void Commit(string? aside) => Run(Names(Staged), aside);

    public void Remove(string? aside) => Run([], aside);

    // Inside the mount: the plaintext must not leave it. A reserved name is no part of the tree.
    public string AsideName(string stamp) => Path.Combine(target, ReservedName.Aside(stamp));

    private void Run(IReadOnlyList<string> incoming, string? aside) => SecretsFiles.Guarded($"cannot replace what is in '{target}'", () =>
    {
        PrivateDirectory.Create(Area);
        var journal = new SwapJournal
        {
            Incoming = incoming,
            Outgoing = [.. Names(target).Where(name => !ReservedName.IsReserved(name))],
            Aside = aside is null ? null : Path.GetFileName(aside),
        };
        StagedFile.Replace(JournalFile, JsonSerializer.SerializeToUtf8Bytes(journal, SwapJournalJson.Default.SwapJournal));
        Carry(journal);
        SecretsFiles.Delete(Area);
    });

    // Every step looks at what is there, so that it can be repeated from any point; a name that is in neither list, or that
    // went already and came back, was put there by somebody since and is left alone.
    private void Carry(SwapJournal journal)
    {
        PrivateDirectory.Create(Old);
        foreach (var name in journal.Outgoing.Where(name => IsThere(target, name) && !IsThere(Old, name) && !HasArrived(journal, name)))
        {
            SecretsFiles.Move(Path.Combine(target, name), Path.Combine(Old, name));
        }

        foreach (var name in journal.Incoming.Where(name => IsThere(Staged, name) && !IsThere(target, name)))
        {
            SecretsFiles.Move(Path.Combine(Staged, name), Path.Combine(target, name));
        }

        if (journal.Aside is { } aside && !IsThere(target, aside))
        {
            SecretsFiles.Move(Old, Path.Combine(target, aside));
        }

        Posix.SyncDirectory(target);

        // The decision is carried out. Without it, what is left of the area is rubbish and nothing else.
        File.Delete(JournalFile);
    }

    private bool HasArrived(SwapJournal journal, string name) => journal.Incoming.Contains(name) && !IsThere(Staged, name);

    private SwapJournal ReadJournal()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(JournalFile), SwapJournalJson.Default.SwapJournal) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw VaultErrors.FileFailed.With(
                $"'{JournalFile}' of an interrupted unlock cannot be understood",
                $"Look into '{Area}', keep what you need, and remove that directory.",
                exception);
        }
    }

    private static bool IsThere(string directory, string name) => FileFacts.Of(Path.Combine(directory, name)).Kind != FileKind.Missing;

    private static List<string> Names(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path))];
}
