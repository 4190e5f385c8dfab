using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3;

/// <summary>Loads and compiles what a request needs, before there is one.</summary>
internal static class S3WarmUp
{
    // No files of anybody's are looked at.
    private const string Nowhere = "/nowhere";

    /// <summary>Asks for an object, by the same ways as a verb does, over a connection that ends in this process.</summary>
    /// <param name="reads">Whether its content is wanted, too.</param>
    public static async Task RunAsync(bool reads)
    {
        var options = new S3StoreOptions
        {
            Bucket = "none",
            Region = "none",
            Endpoint = new Uri("http://127.0.0.1"),
            AccessKeyId = "none",
            SecretAccessKey = "none",
            Connection = () => new CannedResponse(),
        };
        _ = IniFile.Parse("[profile none]\nregion = none\n");
        using var store = S3Client.Create(options, name => name == "HOME" ? Nowhere : null);
        if (!reads)
        {
            await store.HeadObjectAsync("none");
            return;
        }

        var download = await store.GetObjectAsync("none");
        await using (download)
        {
            await download.Content.CopyToAsync(Stream.Null);
        }
    }
}
