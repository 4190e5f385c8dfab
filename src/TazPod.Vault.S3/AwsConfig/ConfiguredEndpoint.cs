namespace TazPod.Vault.S3.AwsConfig;

/// <summary>An address that AWS's configuration names.</summary>
/// <param name="Address">As it is written there.</param>
/// <param name="Origin">Where, in words.</param>
internal sealed record ConfiguredEndpoint(string Address, string Origin);
