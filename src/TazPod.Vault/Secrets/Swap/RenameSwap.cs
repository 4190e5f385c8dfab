using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Stages beside the target and swaps by rename.</summary>
/// <remarks>Whoever may write the directory above may rename what lies in it, in any moment. So nothing is removed by its name: what is removed
/// is what was opened, and only if it is marked and still the directory that the verb looked at.</remarks>
internal sealed class RenameSwap(string target) : ISecretsSwap
{
    private readonly string above = Path.GetDirectoryName(target)!;
    private readonly string name = Path.GetFileName(target);
    private readonly List<string> made = [];
    private readonly List<string> warnings = [];
    private DirectoryHandle? parent;
    private DirectoryHandle? staged;
    private string stagedName = "";
    private FileFacts? seen;

    public bool IsRemoved => FileFacts.Of(target).Kind == FileKind.Missing;

    public IReadOnlyList<string> Warnings => warnings;

    public void Recover() => SecretsFiles.Guarded($"cannot clean up beside '{target}'", () =>
    {
        staged?.Dispose();
        staged = null;
        warnings.Clear();
        if (Directory.Exists(above))
        {
            parent ??= DirectoryHandle.OpenReal(above);
            warnings.AddRange(SwapWarning.Of(parent, target));
            RemoveLeftovers();
            Remember();
        }

        parent?.Dispose();
        parent = null;
        PrivateDirectory.Remove(made);
    });

    public DirectoryHandle Stage() => SecretsFiles.Guarded($"cannot write beside '{target}'", () =>
    {
        parent ??= PrivateDirectory.OpenReal(above, made);
        stagedName = SwapName.For(name, SwapName.New);
        staged = parent.MakeAndOpen(stagedName);

        // Who cleans up meanwhile sees that it is no leftover.
        _ = staged.TryHold();
        SwapMark.Put(staged);
        return staged;
    });

    public void Commit(string? aside) => SecretsFiles.Guarded($"cannot replace '{target}'", () =>
    {
        staged!.GiveAway();
        if (parent!.Facts(name).Kind == FileKind.Missing)
        {
            parent.Move(stagedName, parent, name);
        }
        else if (aside is not null)
        {
            // What is to be kept gets its lasting name first: no moment at which a clean-up could take it for rubbish.
            parent.Move(name, parent, Path.GetFileName(aside));
            parent.Move(stagedName, parent, name);
        }
        else
        {
            Swap();
        }

        using (var placed = Open(name, staged.Facts()))
        {
            SwapMark.Remove(placed);
        }

        parent.Sync();
        Close();
    });

    public void Remove(string? aside) => SecretsFiles.Guarded($"cannot remove '{target}'", () =>
    {
        parent ??= DirectoryHandle.OpenReal(above);
        if (aside is not null)
        {
            parent.Move(name, parent, Path.GetFileName(aside));
            parent.Sync();
        }
        else
        {
            var facts = Mark();
            var gone = SwapName.For(name, SwapName.Gone);
            parent.Move(name, parent, gone);
            parent.Sync();
            Delete(gone, facts);
        }

        Close();
    });

    public string AsideName(string stamp) => $"{target}.{stamp}.local";

    private void Swap()
    {
        var facts = Mark();
        if (parent!.TryExchange(stagedName, name))
        {
            Delete(stagedName, facts);
            return;
        }

        var old = SwapName.ForOld(name, facts);
        parent.Move(name, parent, old);
        parent.Move(stagedName, parent, name);
        Delete(old, facts);
    }

    // The very directory that the verb looked at gets the mark of one that goes.
    private FileFacts Mark()
    {
        parent!.OpenUp(name);
        using var going = Open(name, seen ?? parent.Facts(name));
        MoveAsidesOut(going);
        SwapMark.Put(going);
        return going.Facts();
    }

    private DirectoryHandle Open(string entry, FileFacts facts)
    {
        var directory = parent!.TryOpen(entry);
        if (directory?.Facts().IsSameAs(facts) == true)
        {
            return directory;
        }

        directory?.Dispose();
        throw parent.Replaced(entry);
    }

    // The mark goes last: as long as it is there, the next run goes on.
    private void Delete(string entry, FileFacts facts)
    {
        using (var directory = Open(entry, facts))
        {
            directory.Clear(last: ReservedName.Mark);
        }

        parent!.DeleteDirectory(entry);
    }

    private void RemoveLeftovers()
    {
        foreach (var leftover in NamesBeside().Where(each => SwapName.IsOne(name, each)))
        {
            var facts = parent!.Facts(leftover);
            if (facts.Kind == FileKind.Directory && (parent.Owner?.User == facts.Owner || parent.IsOwn(facts)))
            {
                RemoveLeftover(leftover, facts);
            }
        }
    }

    // What is not ours stays where it is, and harms nobody: no name here is used twice.
    private void RemoveLeftover(string leftover, FileFacts facts)
    {
        parent!.OpenUp(leftover);
        using var directory = parent.TryOpen(leftover);
        if (directory?.TryHold() != true)
        {
            return;
        }

        if (SwapName.IsProbe(name, leftover))
        {
            SwapProbe.Remove(parent, leftover);
        }
        else if (directory.Names().All(each => each == ReservedName.Mark))
        {
            SwapMark.Remove(directory);
            parent.DeleteDirectory(leftover);
        }
        else if (!SwapMark.IsIn(directory))
        {
            warnings.Add(
                $"'{Path.Combine(above, leftover)}' has the name of what an interrupted run leaves, and nothing in it shows that it is; "
                + "it was left alone. See what it is, and remove it if nobody needs it");
        }
        else if (SwapName.IsOld(name, leftover, facts) && parent.Facts(name).Kind == FileKind.Missing)
        {
            parent.Move(leftover, parent, name);
        }
        else
        {
            Delete(leftover, facts);
        }
    }

    // Which directory is there now: none other is removed or replaced later. A run that was killed may have marked it.
    private void Remember()
    {
        using var directory = parent!.Facts(name).Kind == FileKind.Directory ? parent.TryOpen(name) : null;
        seen = directory?.Facts();
        if (directory is not null)
        {
            SwapMark.Remove(directory);
        }
    }

    // A directory that may be entered and not read, such as /home can be: then nothing was left in it that could be found.
    private IReadOnlyList<string> NamesBeside()
    {
        try
        {
            return parent!.Names();
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    // What was kept inside while the directory could not be renamed is no part of the tree that goes.
    private void MoveAsidesOut(DirectoryHandle directory)
    {
        foreach (var kept in directory.Names().Where(ReservedName.IsAside))
        {
            var outside = $"{name}{kept}";
            while (parent!.Facts(outside).Kind != FileKind.Missing)
            {
                outside += ".local";
            }

            directory.Move(kept, parent, outside);
        }
    }

    private void Close()
    {
        staged?.Dispose();
        parent?.Dispose();
        (staged, parent) = (null, null);
    }
}
