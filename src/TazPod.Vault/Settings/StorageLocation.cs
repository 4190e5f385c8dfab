namespace TazPod.Vault.Settings;

/// <summary>The location of the store: S3, or a directory on this machine.</summary>
public sealed record StorageLocation
{
    private StorageLocation(StorageKind kind, string? directory)
    {
        Kind = kind;
        Directory = directory;
    }

    /// <summary>S3, or the server that the endpoint names. This is the default.</summary>
    public static StorageLocation S3 { get; } = new(StorageKind.S3, null);

    /// <summary>The kind of store.</summary>
    public StorageKind Kind { get; }

    /// <summary>The absolute path of the directory store; null with S3.</summary>
    public string? Directory { get; }

    /// <summary>The store in a directory. A relative path starts at the current directory of the process.</summary>
    public static StorageLocation InDirectory(string directory) =>
        new(StorageKind.Directory, Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    /// <summary>Returns the setting's text: <c>s3</c>, or <c>file:</c> and the directory.</summary>
    public override string ToString() => Directory is null ? "s3" : $"file:{Directory}";
}
