using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Hosting;

namespace TazPod.Vault.Doors;

/// <summary>The services of a program that are the same for every door.</summary>
internal static class DoorHost
{
    /// <param name="observer">Receives details and progress.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static VaultServiceOptions Of(IVaultObserver observer, Func<string, string?> environment, TimeProvider? time = null) => new()
    {
        Environment = environment,
        Time = time ?? TimeProvider.System,
        Observer = observer,
        Provenance = Provenance.OfThisProcess(CiSystems.RunOf(environment)),
    };
}
