using System.Text.Json;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Stages in a hidden directory inside the target and moves the entries one by one. For a mount point (plaintext must not leave a
/// tmpfs) and for a directory that cannot be renamed. This is not one atomic step, but journalled: the next run finishes or undoes
/// it.</summary>
/// <remarks>The hidden directory has a fixed name, so that the next run finds it. Anyone else who can write to the target could have
/// created it, so it is trusted only if this user owns it and no one else can write to it. Everything is moved through directory handles,
/// within the target.</remarks>
internal sealed class InPlaceSwap(string target) : ISecretsSwap
{
    private const string Journal = "journal.json";
    private const string New = "new";
    private const string Old = "old";

    // More than 200,000 names of 255 bytes, each escaped.
    private const int LargestJournal = 512 << 20;
    private static readonly string[] Parts = [Journal, New, Old];

    private readonly List<string> warnings = [];
    private DirectoryHandle? root;
    private DirectoryHandle? area;
    private DirectoryHandle? staged;

    public bool IsRemoved => FileFacts.Of(target).Kind == FileKind.Missing || Names(target).All(ReservedName.IsReserved);

    public IReadOnlyList<string> Warnings => warnings;

    public void Recover() => SecretsFiles.Guarded($"cannot clean up in '{target}'", () =>
    {
        Close();
        if (FileFacts.Of(target).Kind != FileKind.Directory)
        {
            // Code that needs a directory here will report the problem.
            return;
        }

        root = DirectoryHandle.OpenReal(target);
        warnings.Clear();
        warnings.AddRange(SwapWarning.Of(root, target));
        if (root.Facts(ReservedName.Staging).Kind != FileKind.Missing)
        {
            RecoverArea();
        }

        // A run that replaced it by rename, when that was possible, may have been killed.
        SwapMark.Remove(root);
        Close();
    });

    public DirectoryHandle Stage() => SecretsFiles.Guarded($"cannot write to '{target}'", () =>
    {
        MakeArea();
        return staged = area!.MakeAndOpen(New);
    });

    public void Commit(string? aside) => Run(staged!.Names(), aside);

    public void Remove(string? aside)
    {
        SecretsFiles.Guarded($"cannot write to '{target}'", MakeArea);
        Run([], aside);
    }

    // Inside the mount, which the plaintext must not leave. A reserved name is not part of the tree.
    public string AsideName(string stamp) => Path.Combine(target, ReservedName.Aside(stamp));

    private void RecoverArea()
    {
        try
        {
            area = OpenArea();
            if (ReadJournal() is { } journal)
            {
                // The journal is renamed into place when complete. If it exists, the decision has been made.
                Carry(journal);
            }
            else
            {
                RequireNothingElse();
            }

            DeleteArea();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotOurs("cannot be read", exception);
        }
    }

    private void MakeArea()
    {
        root ??= DirectoryHandle.OpenReal(target);
        try
        {
            area ??= root.MakeAndOpen(ReservedName.Staging);
        }
        catch (IOException exception) when (root.Facts(ReservedName.Staging).Kind != FileKind.Missing)
        {
            throw NotOurs("was just created by another process or user", exception);
        }
    }

    // The area that was opened, whatever its name refers to now.
    private void DeleteArea()
    {
        staged?.Dispose();
        staged = null;
        if (!root!.Facts(ReservedName.Staging).IsSameAs(area!.Facts()))
        {
            throw NotOurs("was just replaced");
        }

        area.Clear();
        root.DeleteDirectory(ReservedName.Staging);
    }

    // Anyone who can write to the target may have given the area's name to one of the user's own directories.
    private void RequireNothingElse()
    {
        if (area!.Names().FirstOrDefault(name => !Parts.Contains(name) && !DirectoryHandle.IsBeingDeleted(name) && !StagedFile.IsLeftover(name, Journal)) is { } other)
        {
            throw NotOurs($"holds '{other}', which no run of this tool creates there");
        }
    }

    private void Run(IReadOnlyList<string> incoming, string? aside) => SecretsFiles.Guarded($"cannot replace what is in '{target}'", () =>
    {
        var journal = new SwapJournal
        {
            Stage = area!.Facts().Inode,
            Incoming = incoming,
            Outgoing = [.. root!.Names().Where(name => !ReservedName.IsReserved(name))],
            Aside = aside is null ? null : Path.GetFileName(aside),
        };
        StagedFile.Replace(area, Journal, JsonSerializer.SerializeToUtf8Bytes(journal, SwapJournalJson.Default.SwapJournal));
        Carry(journal);
        if (staged?.Names() is [var first, ..])
        {
            throw root.Replaced(first);
        }

        DeleteArea();
        Close();
    });

    // Every step checks the current state, so that it can be repeated from any point. A name that is in neither list, or that was removed
    // and has reappeared, was put there by someone else since and is left alone.
    private void Carry(SwapJournal journal)
    {
        using var old = area!.TryOpen(Old) ?? area.MakeAndOpen(Old);
        using var incoming = area.TryOpen(New);
        var names = journal.Incoming.ToHashSet(StringComparer.Ordinal);
        foreach (var name in journal.Outgoing.Where(name => IsThere(root!, name) && !IsThere(old, name) && !HasArrived(name)))
        {
            root!.Move(name, old, name);
        }

        foreach (var name in journal.Incoming.Where(name => IsThere(incoming, name) && !IsThere(root!, name)))
        {
            incoming!.Move(name, root!, name);
        }

        if (journal.Aside is { } aside && !IsThere(root!, aside))
        {
            old.SetOwner();
            area.Move(Old, root!, aside);
        }

        root!.Sync();

        // The decision is carried out. Without the journal, the rest of the area is just leftovers.
        area.DeleteFile(Journal);

        bool HasArrived(string name) => names.Contains(name) && !IsThere(incoming, name);
    }

    /// <exception cref="VaultException">6008: it is not ours.</exception>
    private DirectoryHandle OpenArea()
    {
        var facts = root!.Facts(ReservedName.Staging);
        if (facts.Kind != FileKind.Directory)
        {
            throw NotOurs("is not a directory");
        }

        if (!root.IsOwn(facts))
        {
            throw NotOurs($"belongs to another user ({facts.Owner})");
        }

        // A mode that lets others write is an objection only if the file system keeps requested modes.
        if ((facts.Mode & 0x3F) != 0 && (root.FactsOfNewFile().Mode & 0x3F) == 0)
        {
            throw NotOurs($"has mode 0{Convert.ToString(facts.Mode, 8)}, but this tool creates it only for its owner");
        }

        return root.TryOpen(ReservedName.Staging) is { } opened && opened.Facts().IsSameAs(facts) ? opened : throw NotOurs("was just replaced");
    }

    private SwapJournal? ReadJournal()
    {
        var kind = area!.Facts(Journal).Kind;
        if (kind == FileKind.Missing)
        {
            return null;
        }

        try
        {
            var json = kind == FileKind.File ? area.ReadFile(Journal, LargestJournal) : null;
            return json is null ? throw NotOurs("holds a journal that is not a regular file")
                : JsonSerializer.Deserialize(json, SwapJournalJson.Default.SwapJournal) is { } journal
                && journal.Stage == area.Facts().Inode && journal.IsPlausible
                    ? journal
                    : throw NotOurs("holds a journal that was not written by this tool");
        }
        catch (JsonException exception)
        {
            throw NotOurs("holds a journal that cannot be read", exception);
        }
    }

    private VaultException NotOurs(string why, Exception? inner = null)
    {
        var path = Path.Combine(target, ReservedName.Staging);
        return VaultErrors.NotOurs.With(
            $"'{path}' {why}: it was not left by an interrupted run, so nothing was touched",
            $"Find out who created it, keep what you need, and remove it: rm -r '{path}'",
            inner);
    }

    private void Close()
    {
        staged?.Dispose();
        area?.Dispose();
        root?.Dispose();
        (staged, area, root) = (null, null, null);
    }

    private static bool IsThere(DirectoryHandle? directory, string name) => directory is not null && directory.Facts(name).Kind != FileKind.Missing;

    private static IEnumerable<string> Names(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path));
}
