using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3;

/// <summary>Loads and compiles what a request needs, before there is one.</summary>
internal static class S3WarmUp
{
    /// <summary>Asks for an object, by the same ways as a verb does, over a connection that ends in this process.</summary>
    public static async Task RunAsync()
    {
        var options = new S3StoreOptions
        {
            Bucket = "none",
            Region = "none",
            Endpoint = new Uri("http://127.0.0.1"),
            AccessKeyId = "none",
            SecretAccessKey = "none",
            Connection = () => new CannedAnswer(),
        };
        using var store = S3Client.Create(options, _ => null);
        await store.HeadObjectAsync("none").ConfigureAwait(false);
    }
}
