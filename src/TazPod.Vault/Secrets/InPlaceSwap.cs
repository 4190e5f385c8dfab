using System.Text.Json;
using TazPod.Vault.Archive;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Stages in a hidden directory inside the target and moves entry by entry: for a mount point (plaintext must not leave a
/// tmpfs) and for a parent that cannot be written. Not one atomic step, but journalled: the next run finishes or undoes it.</summary>
internal sealed class InPlaceSwap(string target) : ISecretsSwap
{
    private string Area => Path.Combine(target, ReservedName.Staging);

    private string Staged => Path.Combine(Area, "new");

    private string Old => Path.Combine(Area, "old");

    private string JournalFile => Path.Combine(Area, "journal.json");

    public void Recover() => SecretsFiles.Guarded($"cannot clean up in '{target}'", () =>
    {
        if (File.Exists(JournalFile))
        {
            // A journal is renamed into place whole; one that was written is a decision that was taken.
            var journal = JsonSerializer.Deserialize(File.ReadAllBytes(JournalFile), SwapJournalJson.Default.SwapJournal)!;
            Carry(journal);
        }

        SecretsFiles.Delete(Area);
    });

    public string Stage() => SecretsFiles.Guarded($"cannot write in '{target}'", () =>
    {
        PrivateDirectory.Create(Staged);
        return Staged;
    });

    public void Commit(string? aside) => Run(
        new SwapJournal { Incoming = [.. Names(Staged)], Aside = aside is null ? null : Path.GetFileName(aside) });

    public void Remove(string? aside) => Run(
        new SwapJournal { IsRemoval = true, Aside = aside is null ? null : Path.GetFileName(aside) });

    public void Abandon() => SecretsFiles.Guarded($"cannot clean up in '{target}'", () => SecretsFiles.Delete(Area));

    // Inside the mount: the plaintext must not leave it. A reserved name is no part of the tree.
    public string AsideName(string stamp) => Path.Combine(target, ReservedName.Aside(stamp));

    private void Run(SwapJournal journal) => SecretsFiles.Guarded($"cannot replace what is in '{target}'", () =>
    {
        PrivateDirectory.Create(Area);
        StagedFile.Replace(JournalFile, JsonSerializer.SerializeToUtf8Bytes(journal, SwapJournalJson.Default.SwapJournal));
        Carry(journal);
        Posix.SyncDirectory(target);
        SecretsFiles.Delete(Area);
    });

    // Every step looks at what is there, so that it can be repeated from any point.
    private void Carry(SwapJournal journal)
    {
        PrivateDirectory.Create(Old);
        foreach (var name in Names(target).Where(name => !ReservedName.IsReserved(name)))
        {
            var isIncoming = journal.Incoming.Contains(name) && FileFacts.Of(Path.Combine(Staged, name)).Kind == FileKind.Missing;
            if (!isIncoming)
            {
                SecretsFiles.Move(Path.Combine(target, name), Path.Combine(Old, name));
            }
        }

        if (Directory.Exists(Staged))
        {
            foreach (var name in Names(Staged))
            {
                SecretsFiles.Move(Path.Combine(Staged, name), Path.Combine(target, name));
            }
        }

        if (journal.Aside is { } aside && FileFacts.Of(Path.Combine(target, aside)).Kind == FileKind.Missing)
        {
            SecretsFiles.Move(Old, Path.Combine(target, aside));
        }
    }

    private static IEnumerable<string> Names(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path))];
}
