namespace TazPod.Vault.S3.AwsConfig;

/// <summary>A line for which the AWS CLI would reject the whole file. Does not contain the line itself, which could include part of a
/// key.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Why">What is wrong; follows the line number in a message.</param>
internal sealed record IniFault(int Line, string Why);
