using System.Text.Json;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>The session cache, <c>~/.aws/sso/cache</c>. It is shared with the AWS CLI.</summary>
internal sealed class SsoCache(string home)
{
    private string DirectoryName => Path.Combine(home, ".aws", "sso", "cache");

    public string FileOf(SsoSession session) => Path.Combine(DirectoryName, session.CacheFileName);

    /// <summary>The cached session; null when there is none or it cannot be read.</summary>
    public SsoToken? Find(SsoSession session)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(FileOf(session)), SsoTokenJson.Default.SsoToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the session atomically, readable for this user only.</summary>
    /// <exception cref="VaultException">6xxx: the file cannot be written.</exception>
    public void Save(SsoSession session, SsoToken token)
    {
        var file = FileOf(session);
        try
        {
            MakeDirectory();
            using var staged = StagedFile.Create(file);
            staged.Stream.Write(JsonSerializer.SerializeToUtf8Bytes(token, SsoTokenJson.Default.SsoToken));
            staged.Commit();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{file}'");
        }
    }

    private void MakeDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(DirectoryName);
        }
        else
        {
            Directory.CreateDirectory(DirectoryName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
