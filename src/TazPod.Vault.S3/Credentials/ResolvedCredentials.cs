using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials and a description of their source.</summary>
/// <param name="Value">The credentials for the SDK; they can renew themselves.</param>
/// <param name="Description">One line without any part of a secret.</param>
internal sealed record ResolvedCredentials(AWSCredentials Value, string Description)
{
    /// <summary>Turns an exception from a request for keys into an error of this program; null for static keys.</summary>
    public Func<Exception, VaultException>? Diagnose { get; init; }

    /// <summary>How to get new credentials when the store says that these have expired.</summary>
    public string Renewal { get; init; } = $"Get new keys to replace those in use: {Description}.";

    public override string ToString() => Description;
}
