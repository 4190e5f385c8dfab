using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests.Kills;

/// <inheritdoc/>
public sealed class ToolDirectoryKillTests() : KillTests("directory", Door.Tool);
