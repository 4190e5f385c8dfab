using TazPod.Vault.Archive;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Stages beside the target and swaps by rename.</summary>
internal sealed class RenameSwap(string target) : ISecretsSwap
{
    private readonly string above = Path.GetDirectoryName(target)!;
    private readonly string name = Path.GetFileName(target);
    private readonly List<string> made = [];
    private DirectoryHandle? parent;
    private DirectoryHandle? staged;
    private string stagedName = "";

    public bool IsRemoved => FileFacts.Of(target).Kind == FileKind.Missing;

    // Without the sticky bit whoever may write a directory may rename what others have in it.
    public string? Warning => SecretsFiles.Guarded($"cannot examine '{above}'", () => FileFacts.Of(above)) is var facts
        && DirectoryHandle.OthersMayWrite(facts) && (facts.Mode & 0x200) == 0
            ? $"every user may rename what is in '{above}' (mode 0{Convert.ToString(facts.Mode, 8)}): they can put another directory in the place of '{target}'"
            : null;

    public void Recover() => SecretsFiles.Guarded($"cannot clean up beside '{target}'", () =>
    {
        staged?.Dispose();
        staged = null;
        if (Directory.Exists(above))
        {
            RemoveLeftovers();
        }

        parent?.Dispose();
        parent = null;
        PrivateDirectory.Remove(made);
    });

    public DirectoryHandle Stage() => SecretsFiles.Guarded($"cannot write beside '{target}'", () =>
    {
        parent ??= PrivateDirectory.Open(above, made);
        stagedName = SwapName.For(name, SwapName.New);
        staged = parent.MakeAndOpen(stagedName);

        // Who cleans up meanwhile sees that it is no leftover.
        _ = staged.TryHold();
        return staged;
    });

    public void Commit(string? aside) => SecretsFiles.Guarded($"cannot replace '{target}'", () =>
    {
        staged!.GiveAway();
        var facts = staged.Facts();
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
            MoveAsidesOut();
            Swap();
        }

        if (parent.Facts(name) is var placed && (placed.Inode, placed.Device) != (facts.Inode, facts.Device))
        {
            throw parent.Replaced(name);
        }

        parent.Sync();
        Close();
    });

    public void Remove(string? aside) => SecretsFiles.Guarded($"cannot remove '{target}'", () =>
    {
        parent ??= DirectoryHandle.Open(above);
        var gone = aside is null ? SwapName.For(name, SwapName.Gone) : Path.GetFileName(aside);
        if (aside is null)
        {
            MoveAsidesOut();
        }

        parent.Move(name, parent, gone);
        parent.Sync();
        if (aside is null)
        {
            parent.DeleteTree(gone);
        }

        Close();
    });

    public string AsideName(string stamp) => $"{target}.{stamp}.local";

    private void Swap()
    {
        if (parent!.TryExchange(stagedName, name))
        {
            parent.DeleteTree(stagedName);
            return;
        }

        var old = SwapName.ForOld(name, parent.Facts(name));
        parent.Move(name, parent, old);
        parent.Move(stagedName, parent, name);
        parent.DeleteTree(old);
    }

    // What is not ours stays where it is, and harms nobody: no name here is used twice.
    private void RemoveLeftovers()
    {
        parent ??= DirectoryHandle.Open(above);
        foreach (var leftover in NamesBeside().Where(each => SwapName.IsOne(name, each)))
        {
            var facts = parent.Facts(leftover);
            if (facts.Kind != FileKind.Directory || !parent.IsOwn(facts))
            {
                continue;
            }

            if (SwapName.IsOld(name, leftover, facts) && parent.Facts(name).Kind == FileKind.Missing)
            {
                parent.Move(leftover, parent, name);
            }
            else if (IsAbandoned(leftover))
            {
                parent.DeleteTree(leftover);
            }
        }
    }

    private bool IsAbandoned(string leftover)
    {
        parent!.OpenUp(leftover);
        using var directory = parent.TryOpen(leftover);
        return directory?.TryHold() != false;
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
    private void MoveAsidesOut()
    {
        using var directory = parent!.TryOpen(name);
        foreach (var kept in (directory?.Names() ?? []).Where(ReservedName.IsAside))
        {
            var outside = $"{name}{kept}";
            while (parent.Facts(outside).Kind != FileKind.Missing)
            {
                outside += ".local";
            }

            directory!.Move(kept, parent, outside);
        }
    }

    private void Close()
    {
        staged?.Dispose();
        parent?.Dispose();
        (staged, parent) = (null, null);
    }
}
