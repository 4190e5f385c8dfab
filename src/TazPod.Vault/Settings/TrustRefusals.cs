using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The errors for files that are not trusted.</summary>
internal static class TrustRefusals
{
    private const string PassedOver = "or run without it: name --vault-file, and --storage or --bucket";

    /// <summary>The configuration is not trusted.</summary>
    public static VaultException OfConfiguration(OwnerVerdict judged, OwnerRule owners) => VaultErrors.ConfigurationNotTrusted.With(
        $"the configuration '{judged.Path}' is not trusted: {owners.Explain(judged)}",
        judged.Trust == OwnerTrust.Unreadable
            ? $"Ask its owner to make it readable ({TrustSwitch.Variable}=1 does not help), {PassedOver}."
            : $"If you trust that user, set {TrustSwitch.Variable}=1 in the environment, {PassedOver}.");

    /// <summary>The default vault file is in a directory that is not trusted.</summary>
    public static VaultException OfVaultFile(OwnerVerdict judged, OwnerRule owners) => VaultErrors.ConfigurationNotTrusted.With(
        $"the vault file in '{judged.Path}' is not trusted: {owners.Explain(judged)}",
        $"Specify the vault file with --vault-file, or set {TrustSwitch.Variable}=1 in the environment if you trust that user.");

    /// <summary>The notice for the operator if the configuration is skipped.</summary>
    public static string Notice(OwnerVerdict judged, OwnerRule owners) =>
        $"The configuration '{judged.Path}' is skipped: {owners.Explain(judged)}.";
}
