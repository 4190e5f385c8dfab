namespace TazPod.Vault.Settings;

/// <summary>Where the vault is kept: S3, or a directory of this machine.</summary>
public sealed record StorageLocation
{
    private StorageLocation(StorageKind kind, string? directory)
    {
        Kind = kind;
        Directory = directory;
    }

    /// <summary>S3, or the server that the endpoint names. The default.</summary>
    public static StorageLocation S3 { get; } = new(StorageKind.S3, null);

    /// <summary>Which kind of store it is.</summary>
    public StorageKind Kind { get; }

    /// <summary>The absolute directory of the embedded store; null with S3.</summary>
    public string? Directory { get; }

    /// <summary>The embedded store in a directory; a relative one is below the current directory of the process.</summary>
    public static StorageLocation InDirectory(string directory) =>
        new(StorageKind.Directory, Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    /// <summary>As the setting is written: <c>s3</c>, or <c>file:</c> and the directory.</summary>
    public override string ToString() => Directory is null ? "s3" : $"file:{Directory}";
}
