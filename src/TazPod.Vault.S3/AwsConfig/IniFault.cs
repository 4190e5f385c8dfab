namespace TazPod.Vault.S3.AwsConfig;

/// <summary>A line that the AWS CLI would refuse the whole file for. Nothing of the line itself: it may hold half of a key.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Why">What is wrong with it, to follow its number in a message.</param>
internal sealed record IniFault(int Line, string Why);
