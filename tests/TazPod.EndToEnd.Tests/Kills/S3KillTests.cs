namespace TazPod.EndToEnd.Tests.Kills;

/// <inheritdoc/>
public sealed class S3KillTests() : KillTests("s3");
