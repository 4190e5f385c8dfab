namespace TazPod.Vault.Archive;

internal static class DirectoryScanner
{
    public static Task<ArchiveManifest> ScanAsync(
        string directory, ArchiveWriteOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
