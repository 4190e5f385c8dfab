using TazPod.Vault.Archive;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Stages beside the target and swaps by rename.</summary>
internal sealed class RenameSwap(string target) : ISecretsSwap
{
    private readonly string parent = Path.GetDirectoryName(target)!;
    private readonly List<string> made = [];

    // Hidden siblings with fixed names, so that the next run finds what a killed one left.
    private string Staged => Sibling(target, "new");

    private string Old => Sibling(target, "old");

    private string Gone => Sibling(target, "gone");

    public bool IsRemoved => FileFacts.Of(target).Kind == FileKind.Missing;

    public void Recover() => SecretsFiles.Guarded($"cannot clean up beside '{target}'", () =>
    {
        if (FileFacts.Of(Old).Kind == FileKind.Directory && FileFacts.Of(target).Kind == FileKind.Missing)
        {
            SecretsFiles.Move(Old, target);
        }

        SecretsFiles.Delete(Old);
        SecretsFiles.Delete(Gone);
        SecretsFiles.Delete(Staged);
        SecretsFiles.Delete(Probe(target));
        PrivateDirectory.Remove(made);
    });

    /// <summary>What tells whether a directory can be renamed; made beside it, and gone again when that is known.</summary>
    public static string Probe(string directory) => Sibling(directory, "probe");

    public string Stage() => SecretsFiles.Guarded($"cannot write beside '{target}'", () =>
    {
        PrivateDirectory.Create(parent, made);
        PrivateDirectory.Create(Staged);
        return Staged;
    });

    public void Commit(string? aside) => SecretsFiles.Guarded($"cannot replace '{target}'", () =>
    {
        if (FileFacts.Of(target).Kind == FileKind.Missing)
        {
            SecretsFiles.Move(Staged, target);
        }
        else if (aside is not null)
        {
            // What is to be kept gets its lasting name first: no moment at which a clean-up could take it for rubbish.
            SecretsFiles.Move(target, aside);
            SecretsFiles.Move(Staged, target);
        }
        else
        {
            MoveAsidesOut();
            Swap();
        }

        Posix.SyncDirectory(parent);
    });

    public void Remove(string? aside) => SecretsFiles.Guarded($"cannot remove '{target}'", () =>
    {
        if (aside is null)
        {
            MoveAsidesOut();
        }

        SecretsFiles.Move(target, aside ?? Gone);
        Posix.SyncDirectory(parent);
        SecretsFiles.Delete(Gone);
    });

    public string AsideName(string stamp) => $"{target}.{stamp}.local";

    private void Swap()
    {
        if (Posix.TryExchange(Staged, target))
        {
            SecretsFiles.Delete(Staged);
        }
        else
        {
            SecretsFiles.Move(target, Old);
            SecretsFiles.Move(Staged, target);
            SecretsFiles.Delete(Old);
        }
    }

    // What was kept inside while the directory could not be renamed is no part of the tree that goes.
    private void MoveAsidesOut()
    {
        foreach (var kept in Directory.EnumerateDirectories(target).Where(path => ReservedName.IsAside(Path.GetFileName(path))))
        {
            var name = $"{target}{Path.GetFileName(kept)}";
            while (FileFacts.Of(name).Kind != FileKind.Missing)
            {
                name += ".local";
            }

            SecretsFiles.Move(kept, name);
        }
    }

    private static string Sibling(string directory, string role) =>
        Path.Combine(Path.GetDirectoryName(directory)!, $".{Path.GetFileName(directory)}.tazpod-{role}");
}
