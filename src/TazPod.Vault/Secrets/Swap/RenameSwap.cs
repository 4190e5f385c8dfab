using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Stages beside the target and swaps by rename.</summary>
/// <remarks>Anyone who can write to the parent directory can rename its entries at any time. So nothing is removed by name: only a
/// directory that was opened is removed, and only if it is marked and still the one that the verb examined.</remarks>
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

        // Shows a concurrent clean-up that this is not a leftover.
        _ = staged.TryHold();
        SwapMark.Put(staged);
        return staged;
    });

    public void Commit(string? aside) => SecretsFiles.Guarded($"cannot replace '{target}'", () =>
    {
        staged!.SetOwner();
        if (parent!.Facts(name).Kind == FileKind.Missing)
        {
            parent.Move(stagedName, parent, name);
        }
        else if (aside is not null)
        {
            // A tree to be kept gets its permanent name first, so that a clean-up can never treat it as a leftover.
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

    // Marks exactly the directory that the verb examined for removal.
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

    // The mark is removed last: as long as it exists, the next run continues.
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

    // An entry that is not ours stays where it is. It does no harm, because names are never reused.
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
                $"'{Path.Combine(above, leftover)}' has the name of an interrupted run's leftovers, but no mark that proves it; "
                + "it was left alone. Check what it is, and remove it if it is not needed");
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

    // Remembers the current directory; no other one is removed or replaced later. A killed run may have marked it.
    private void Remember()
    {
        using var directory = parent!.Facts(name).Kind == FileKind.Directory ? parent.TryOpen(name) : null;
        seen = directory?.Facts();
        if (directory is not null)
        {
            SwapMark.Remove(directory);
        }
    }

    // A directory that can be entered but not listed, as /home can be. Then there are no leftovers to be found in it.
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

    // Trees kept inside, while the directory could not be renamed, are not part of the tree that is removed.
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
