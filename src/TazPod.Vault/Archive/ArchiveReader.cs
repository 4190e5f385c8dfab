namespace TazPod.Vault.Archive;

internal static class ArchiveReader
{
    public static ArchiveManifest Inspect(ReadOnlyMemory<byte> archive, ArchiveReadOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public static ArchiveManifest Extract(
        ReadOnlyMemory<byte> archive, string directory, ArchiveReadOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
