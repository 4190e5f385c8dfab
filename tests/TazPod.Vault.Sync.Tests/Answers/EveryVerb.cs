using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Every verb that sends requests to the store, by name.</summary>
internal static class EveryVerb
{
    private static readonly Func<VaultSettings, VaultSettings> NoPassphrase = settings => settings with { Passphrase = null };

    public static IReadOnlyDictionary<string, Func<Machine, Task>> Reading { get; } = new Dictionary<string, Func<Machine, Task>>
    {
        ["PullVault"] = machine => Of(machine).PullAsync(),
        ["PullVault without a passphrase"] = machine => Of(machine, NoPassphrase).PullAsync(),
        ["PullVault --force"] = machine => Of(machine, settings => settings with { Force = true }).PullAsync(),
        ["PullVault --force without a passphrase"] = machine => Of(machine, settings => NoPassphrase(settings) with { Force = true }).PullAsync(),
        ["PullVault --index"] = machine => Of(machine, settings => NoPassphrase(settings) with { Copy = CopySelector.AtIndex(1) }).PullAsync(),
        ["Bootstrap"] = machine => Of(machine).BootstrapAsync(),
        ["VaultStatus"] = machine => Of(machine).StatusAsync(),
        ["ListHistory"] = machine => Of(machine).ListHistoryAsync(),
        ["PruneHistory"] = machine => Of(machine, settings => settings with { Retention = 1 }).PruneHistoryAsync(),
        ["PruneHistory --plan"] = machine => Of(machine, settings => settings with { Plan = true }).PruneHistoryAsync(),
        ["VerifyVault"] = machine => Of(machine).VerifyAsync(),
        ["VerifyVault --fast"] = machine => Of(machine, settings => settings with { Fast = true }).VerifyAsync(),
        ["PinVault"] = machine => Of(machine).PinAsync(),
        ["UnpinVault"] = machine => Of(machine, settings => settings with { Copy = CopySelector.AtIndex(1) }).UnpinAsync(),
        ["RestoreVault"] = machine => Of(machine, settings => settings with { Copy = CopySelector.AtIndex(1), Yes = true }).RestoreAsync(),
        ["RunWithVault --from"] = machine => Of(machine, settings => settings with { From = TreeSelector.Latest, Exec = "true", SecretsDirectory = machine.Secrets }).RunWithVaultAsync(),
        ["DiffVault"] = machine => Of(machine, settings => settings with { From = TreeSelector.Latest, To = TreeSelector.TryParse("1") }).DiffAsync(),
        ["SetupStorage"] = machine => Of(machine).SetupStorageAsync(),
        ["VaultDoctor"] = machine => DoctorAsync(Of(machine)),
        ["LineageStatus"] = machine => Of(machine).LineageStatusAsync(),
        ["LineageStatus --lineage"] = machine => Of(machine, settings => settings with { Lineage = "one" }).LineageStatusAsync(),
        ["PullSnapshot"] = machine => Of(machine, Snapshot(machine)).PullSnapshotAsync(),
        ["PullSnapshot --lineage"] = machine => Of(machine, settings => Snapshot(machine)(settings) with { Lineage = "one" }).PullSnapshotAsync(),
        ["PullSnapshot --slot --force"] = machine => Of(
            machine, settings => Snapshot(machine)(settings) with { Lineage = "one", Slot = LineageSlot.A, Force = true }).PullSnapshotAsync(),
    };

    /// <summary>The verbs that need a vault file.</summary>
    public static IReadOnlyDictionary<string, Func<Machine, Task>> Sending { get; } = new Dictionary<string, Func<Machine, Task>>
    {
        ["PushVault"] = machine => Of(machine).PushAsync(),
        ["PushVault without a passphrase"] = machine => Of(machine, NoPassphrase).PushAsync(),
        ["PushVault --force"] = machine => Of(machine, settings => settings with { Force = true }).PushAsync(),
        ["PushVault, unsafe"] = machine => Of(machine, settings => settings with { UnsafeStore = true, Force = true }).PushAsync(),
        ["RekeyVault"] = machine => Of(machine, settings => settings with { NewPassphraseFile = machine.Beside("new"), Yes = true }).RekeyAsync(),
        ["PushSnapshot"] = machine => Of(machine, settings => Snapshot(machine)(settings) with { Lineage = "one" }).PushSnapshotAsync(),
        ["PushSnapshot --force"] = machine => Of(
            machine, settings => Snapshot(machine)(settings) with { Lineage = "one", Force = true, UnsafeStore = true }).PushSnapshotAsync(),
    };

    private static VaultService Of(Machine machine, Func<VaultSettings, VaultSettings>? change = null) =>
        machine.Service(settings => (change ?? (same => same))(settings with { Retries = 0 }));

    private static Func<VaultSettings, VaultSettings> Snapshot(Machine machine) =>
        settings => settings with { SnapshotFile = Path.Combine(machine.Root, "snapshot") };

    private static async Task DoctorAsync(VaultService service)
    {
        var result = await service.DoctorAsync();
        Assert.DoesNotContain(result.Checks, check => check is { Verdict: DoctorVerdict.Good, Name: "reading" or "listing" or "writing" });
        Assert.DoesNotContain(result.Checks, check => check.Fix?.Contains("--force", StringComparison.Ordinal) == true);
        throw result.Failure!;
    }
}
