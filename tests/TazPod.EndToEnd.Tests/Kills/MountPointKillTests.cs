namespace TazPod.EndToEnd.Tests.Kills;

/// <inheritdoc/>
public sealed class MountPointKillTests() : KillTests("tmpfs");
