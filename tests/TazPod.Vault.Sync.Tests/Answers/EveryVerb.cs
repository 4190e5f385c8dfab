using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
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
        ["PullVault --force"] = machine => Of(machine).PullAsync(new PullOptions { Force = true }),
        ["PullVault --force without a passphrase"] = machine => Of(machine, NoPassphrase).PullAsync(new PullOptions { Force = true }),
        ["PullVault --index"] = machine => Of(machine, NoPassphrase).PullAsync(new PullOptions { Copy = CopySelector.AtIndex(1) }),
        ["Bootstrap"] = machine => Of(machine).BootstrapAsync(),
        ["VaultStatus"] = machine => Of(machine).StatusAsync(),
        ["ListHistory"] = machine => Of(machine).ListHistoryAsync(),
        ["PruneHistory"] = machine => Of(machine, settings => settings with { Retention = 1 }).PruneHistoryAsync(),
        ["PruneHistory --plan"] = machine => Of(machine).PruneHistoryAsync(new PruneOptions { Plan = true }),
        ["VerifyVault"] = machine => Of(machine).VerifyAsync(),
        ["VerifyVault --fast"] = machine => Of(machine).VerifyAsync(new VerifyOptions { Fast = true }),
        ["PinVault"] = machine => Of(machine).PinAsync(),
        ["UnpinVault"] = machine => Of(machine).UnpinAsync(new UnpinOptions { Copy = CopySelector.AtIndex(1) }),
        ["RestoreVault"] = machine => Of(machine).RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(1), Yes = true }),
        ["RunWithVault --from"] = machine => Of(machine, settings => settings with { SecretsDirectory = machine.Secrets })
            .RunWithVaultAsync(new RunOptions { From = TreeSelector.Latest, Command = "true" }),
        ["DiffVault"] = machine => Of(machine).DiffAsync(new DiffOptions { From = TreeSelector.Latest, To = TreeSelector.TryParse("1") }),
        ["MergeVault"] = machine => MergeAsync(Of(machine)),
        ["ListSecrets --from"] = machine => Of(machine).ListAsync(new ListOptions { From = TreeSelector.Latest }),
        ["SetupStorage"] = machine => Of(machine).SetupStorageAsync(),
        ["VaultDoctor"] = machine => DoctorAsync(Of(machine)),
        ["LineageStatus"] = machine => Of(machine).LineageStatusAsync(),
        ["LineageStatus --lineage"] = machine => OfLineage(machine).LineageStatusAsync(),
        ["PullSnapshot"] = machine => Of(machine).PullSnapshotAsync(new PullSnapshotOptions { File = Snapshot(machine) }),
        ["PullSnapshot --lineage"] = machine => OfLineage(machine).PullSnapshotAsync(new PullSnapshotOptions { File = Snapshot(machine) }),
        ["PullSnapshot --slot --force"] = machine => OfLineage(machine).PullSnapshotAsync(
            new PullSnapshotOptions { File = Snapshot(machine), Slot = LineageSlot.A, Force = true }),
    };

    /// <summary>The verbs that need a vault file.</summary>
    public static IReadOnlyDictionary<string, Func<Machine, Task>> Sending { get; } = new Dictionary<string, Func<Machine, Task>>
    {
        ["PushVault"] = machine => Of(machine).PushAsync(),
        ["PushVault without a passphrase"] = machine => Of(machine, NoPassphrase).PushAsync(),
        ["PushVault --force"] = machine => Of(machine).PushAsync(new PushOptions { Force = true }),
        ["PushVault, unsafe"] = machine => Of(machine, settings => settings with { UnsafeStore = true }).PushAsync(new PushOptions { Force = true }),
        ["RekeyVault"] = machine => Of(machine, settings => settings with { NewPassphraseFile = machine.Beside("new") }).RekeyAsync(),
        ["PushSnapshot"] = machine => OfLineage(machine).PushSnapshotAsync(new PushSnapshotOptions { File = Snapshot(machine) }),
        ["PushSnapshot --force"] = machine => Of(machine, settings => settings with { Lineage = "one", UnsafeStore = true })
            .PushSnapshotAsync(new PushSnapshotOptions { File = Snapshot(machine), Force = true }),
    };

    private static VaultService Of(Machine machine, Func<VaultSettings, VaultSettings>? change = null) =>
        machine.Service(settings => (change ?? (same => same))(settings with { Retries = 0 }));

    private static async Task MergeAsync(VaultService service)
    {
        if ((await service.MergeAsync()).Failure is { } failure)
        {
            throw failure;
        }
    }

    private static VaultService OfLineage(Machine machine) => Of(machine, settings => settings with { Lineage = "one" });

    private static string Snapshot(Machine machine) => Path.Combine(machine.Root, "snapshot");

    private static async Task DoctorAsync(VaultService service)
    {
        var result = await service.DoctorAsync();
        Assert.DoesNotContain(result.Checks, check => check is { Verdict: DoctorVerdict.Good, Name: "reading" or "listing" or "writing" });
        Assert.DoesNotContain(result.Checks, check => check.Fix?.Contains("--force", StringComparison.Ordinal) == true);
        throw result.Failure!;
    }
}
