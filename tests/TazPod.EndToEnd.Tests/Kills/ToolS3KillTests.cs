using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Kills;

/// <inheritdoc/>
public sealed class ToolS3KillTests() : KillTests("s3", Door.Tool);
