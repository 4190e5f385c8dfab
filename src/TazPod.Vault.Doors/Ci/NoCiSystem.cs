namespace TazPod.Vault.Doors.Ci;

/// <summary>No CI system: everything that one would be told is dropped.</summary>
internal sealed class NoCiSystem : CiSystem
{
    /// <inheritdoc/>
    public override bool IsDetected => false;
}
