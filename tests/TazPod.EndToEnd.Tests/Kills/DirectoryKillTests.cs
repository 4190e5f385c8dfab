namespace TazPod.EndToEnd.Tests.Kills;

/// <inheritdoc/>
public sealed class DirectoryKillTests() : KillTests("directory");
