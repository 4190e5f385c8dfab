using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials, and in words where they are from.</summary>
/// <param name="Value">For the SDK; may renew itself.</param>
/// <param name="Description">One line without any part of a secret.</param>
internal sealed record ResolvedCredentials(AWSCredentials Value, string Description)
{
    /// <summary>Makes the failure of the family of what is thrown when keys are asked for; null for keys that are simply there.</summary>
    public Func<Exception, VaultException>? Tell { get; init; }

    /// <summary>How to get others when the store says that these have ended.</summary>
    public string Renewal { get; init; } = $"Get new keys in place of those used: {Description}.";

    public override string ToString() => Description;
}
