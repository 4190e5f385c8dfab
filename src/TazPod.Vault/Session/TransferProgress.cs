using TazPod.Vault.Hosting;

namespace TazPod.Vault.Session;

/// <summary>Reports the transferred bytes to the door.</summary>
internal sealed class TransferProgress(IVaultObserver? observer, string what, long total) : IProgress<long>
{
    public void Report(long value) => observer?.Transferred(what, value, total);
}
