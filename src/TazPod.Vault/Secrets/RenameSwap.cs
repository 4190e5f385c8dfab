using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets;

/// <summary>Stages beside the target and swaps by rename.</summary>
internal sealed class RenameSwap(string target) : ISecretsSwap
{
    private readonly string parent = Path.GetDirectoryName(target)!;

    // Hidden siblings with fixed names, so that the next run finds what a killed one left.
    private string Staged => Sibling("new");

    private string Old => Sibling("old");

    private string Gone => Sibling("gone");

    public void Recover() => SecretsTree.Guarded($"cannot clean up beside '{target}'", () =>
    {
        if (FileFacts.Of(Old).Kind == FileKind.Directory && FileFacts.Of(target).Kind == FileKind.Missing)
        {
            SecretsTree.Move(Old, target);
        }

        SecretsTree.Delete(Old);
        SecretsTree.Delete(Gone);
        SecretsTree.Delete(Staged);
    });

    public string Stage() => SecretsTree.Guarded($"cannot write beside '{target}'", () =>
    {
        PrivateDirectory.Create(parent);
        PrivateDirectory.Create(Staged);
        return Staged;
    });

    public void Commit(string? aside) => SecretsTree.Guarded($"cannot replace '{target}'", () =>
    {
        if (FileFacts.Of(target).Kind == FileKind.Missing)
        {
            SecretsTree.Move(Staged, target);
        }
        else if (aside is not null)
        {
            // What is to be kept gets its lasting name first: no moment at which a clean-up could take it for rubbish.
            SecretsTree.Move(target, aside);
            SecretsTree.Move(Staged, target);
        }
        else if (Posix.TryExchange(Staged, target))
        {
            SecretsTree.Delete(Staged);
        }
        else
        {
            SecretsTree.Move(target, Old);
            SecretsTree.Move(Staged, target);
            SecretsTree.Delete(Old);
        }

        Posix.SyncDirectory(parent);
    });

    public void Remove(string? aside) => SecretsTree.Guarded($"cannot remove '{target}'", () =>
    {
        SecretsTree.Move(target, aside ?? Gone);
        Posix.SyncDirectory(parent);
        SecretsTree.Delete(Gone);
    });

    public void Abandon() => SecretsTree.Guarded($"cannot clean up beside '{target}'", () => SecretsTree.Delete(Staged));

    public string AsideName(string stamp) => $"{target}.{stamp}.local";

    private string Sibling(string role) => Path.Combine(parent, $".{Path.GetFileName(target)}.tazpod-{role}");
}
