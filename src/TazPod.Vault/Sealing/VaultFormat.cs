namespace TazPod.Vault.Sealing;

/// <summary>The vault formats.</summary>
internal static class VaultFormat
{
    /// <summary>The format of every vault: TazPod's.</summary>
    public static IVaultFormat Current { get; } = new TazPodVault();
}
