using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>The refusals of what is not believed.</summary>
internal static class TrustRefusals
{
    private const string PassedOver = "or name --vault-file, and --storage or --bucket, to run without it";

    /// <summary>The configuration is not believed.</summary>
    public static VaultException OfConfiguration(OwnerVerdict judged, OwnerRule owners) => VaultErrors.ConfigurationNotTrusted.With(
        $"the configuration '{judged.Path}' is not believed: {owners.Explain(judged)}",
        judged.Belief == Belief.Unreadable
            ? $"Have its owner make it readable ({TrustSwitch.Variable}=1 cannot), {PassedOver}."
            : $"If you trust that user, set {TrustSwitch.Variable}=1 in the environment, {PassedOver}.");

    /// <summary>The vault file that is taken where none is named lies in a directory that is not believed.</summary>
    public static VaultException OfVaultFile(OwnerVerdict judged, OwnerRule owners) => VaultErrors.ConfigurationNotTrusted.With(
        $"the vault file in '{judged.Path}' is not believed: {owners.Explain(judged)}",
        $"Name the one that is meant with --vault-file, or set {TrustSwitch.Variable}=1 in the environment if you trust that user.");

    /// <summary>What the operator is told when the configuration is passed over.</summary>
    public static string Notice(OwnerVerdict judged, OwnerRule owners) =>
        $"The configuration '{judged.Path}' is passed over, and nothing is read from it: {owners.Explain(judged)}.";
}
