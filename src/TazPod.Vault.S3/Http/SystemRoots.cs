using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TazPod.Vault.S3.Http;

/// <summary>The authorities that this machine trusts.</summary>
/// <remarks>There are about 140, and reading them takes longer than a request to a near store. The framework keeps what it has read, and
/// needs it to check the first certificate, so they are read beforehand, on another core: a tenth of an unchanged push over TLS.</remarks>
internal static class SystemRoots
{
    private static readonly Lazy<Task<X509Certificate2Collection>> Reading = new(() => Task.Run(Read));

    /// <summary>The certificates. Waits until they are read.</summary>
    public static X509Certificate2Collection Certificates => Reading.Value.GetAwaiter().GetResult();

    /// <summary>Starts reading them, if that has not started yet.</summary>
    public static void Begin() => _ = Reading.Value;

    private static X509Certificate2Collection Read()
    {
        X509Certificate2Collection all = [];
        foreach (var location in new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser })
        {
            try
            {
                using var store = new X509Store(StoreName.Root, location);
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                all.AddRange(store.Certificates);
            }
            catch (CryptographicException)
            {
                // There is no such store. A connection that needs it fails, and says so.
            }
        }

        return all;
    }
}
