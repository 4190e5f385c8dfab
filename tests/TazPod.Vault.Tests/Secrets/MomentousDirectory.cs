using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Secrets;

/// <summary>Runs an action in a directory at one exact moment.</summary>
internal sealed class MomentousDirectory(DirectoryHandle inner) : DirectoryHandle(inner.Path, inner.Owner)
{
    public required Action<string> BeforeRenaming { get; init; }

    public override FileFacts Facts() => inner.Facts();

    public override FileFacts Facts(string name) => inner.Facts(name);

    public override IReadOnlyList<string> Names() => inner.Names();

    public override DirectoryHandle? TryOpen(string name) => inner.TryOpen(name);

    public override void MakeDirectory(string name) => inner.MakeDirectory(name);

    public override DirectoryHandle MakeAndOpen(string name) => inner.MakeAndOpen(name);

    public override void SetOwner() => inner.SetOwner();

    public override FileFacts FactsOfNewFile() => inner.FactsOfNewFile();

    public override FileStream CreateFile(string name) => inner.CreateFile(name);

    public override FileStream? TryOpenFile(string name) => inner.TryOpenFile(name);

    public override void MakeLink(string name, string target) => inner.MakeLink(name, target);

    public override byte[]? ReadFile(string name, int largestBytes) => inner.ReadFile(name, largestBytes);

    public override void Move(string name, DirectoryHandle to, string newName) => inner.Move(name, to == this ? inner : to, newName);

    public override void Replace(string name, string newName) => inner.Replace(name, newName);

    public override bool TryExchange(string first, string second) => inner.TryExchange(first, second);

    public override bool CouldRename(string name, string notEmpty)
    {
        BeforeRenaming(notEmpty);
        return inner.CouldRename(name, notEmpty);
    }

    public override void DeleteFile(string name) => inner.DeleteFile(name);

    public override void DeleteDirectory(string name) => inner.DeleteDirectory(name);

    public override void SetMode(string name, UnixFileMode mode) => inner.SetMode(name, mode);

    public override void OpenUp(string name) => inner.OpenUp(name);

    public override bool TryHold() => inner.TryHold();

    public override void Sync() => inner.Sync();

    public override void Sync(string name) => inner.Sync(name);

    public override void SyncFileSystem() => inner.SyncFileSystem();

    public override void Dispose() => inner.Dispose();
}
