namespace TazPod.Vault.S3.AwsConfig;

/// <summary>An endpoint from AWS's configuration.</summary>
/// <param name="Address">The address as written there.</param>
/// <param name="Origin">Where it is configured, in words.</param>
internal sealed record ConfiguredEndpoint(string Address, string Origin);
