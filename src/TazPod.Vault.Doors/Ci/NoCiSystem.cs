namespace TazPod.Vault.Doors.Ci;

/// <summary>No CI system: all commands are dropped.</summary>
internal sealed class NoCiSystem : CiSystem
{
    /// <inheritdoc/>
    public override bool IsDetected => false;
}
