using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3;

/// <summary>Loads and compiles the code that a request needs, ahead of time.</summary>
internal static class S3WarmUp
{
    // The user's own files are not read.
    private const string Nowhere = "/nowhere";

    /// <summary>Requests an object through the same code as a verb, over a connection that ends in this process.</summary>
    /// <param name="reads">Whether to read its content, too.</param>
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
            await store.HeadObjectAsync("none").ConfigureAwait(false);
            return;
        }

        var download = await store.GetObjectAsync("none").ConfigureAwait(false);
        await using (download)
        {
            await download.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
        }
    }
}
