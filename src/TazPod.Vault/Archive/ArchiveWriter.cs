namespace TazPod.Vault.Archive;

internal static class ArchiveWriter
{
    public static Task<ArchiveManifest> WriteAsync(
        string directory, Stream destination, ArchiveWriteOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
