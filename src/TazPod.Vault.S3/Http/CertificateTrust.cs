using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.S3.Http;

/// <summary>The certificates of a file, trusted besides this machine's authorities.</summary>
internal sealed class CertificateTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection roots = [];
    private readonly X509Certificate2Collection others = [];

    private CertificateTrust(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            (isRoot ? roots : others).Add(certificate);
        }
    }

    /// <summary>Reads the certificates from a PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">The setting that names it.</param>
    /// <exception cref="VaultException"><see cref="VaultErrors.InvalidSetting"/>: the file does not exist, or is not a PEM
    /// file.</exception>
    public static CertificateTrust Read(string path, string origin)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(File.ReadAllText(path));
            return certificates.Count > 0 ? new CertificateTrust(certificates) : throw Refused(path, origin, "holds no certificate in PEM");
        }
        catch (CryptographicException exception)
        {
            throw Refused(path, origin, "holds a certificate that is damaged", exception);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw Refused(path, origin, Directory.Exists(path) ? "is a directory" : File.Exists(path) ? "cannot be read" : "does not exist", exception);
        }
    }

    /// <summary>The policy for checking a connection's certificates.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid(ServerAuthentication) },
        };
        policy.CustomTrustStore.AddRange(SystemRoots.Certificates);
        policy.CustomTrustStore.AddRange(roots);
        policy.ExtraStore.AddRange(others);
        return policy;
    }

    private static VaultException Refused(string path, string origin, string why, Exception? inner = null) => VaultErrors.InvalidSetting.With(
        $"the CA bundle '{path}' from {origin} {why}", $"Correct {origin}, or leave it out to trust only this machine's authorities.", inner);
}
