using Amazon.Runtime;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials, and in words where they are from.</summary>
/// <param name="Value">For the SDK; may renew itself.</param>
/// <param name="Description">One line without any part of a secret.</param>
internal sealed record ResolvedCredentials(AWSCredentials Value, string Description)
{
    public override string ToString() => Description;
}
