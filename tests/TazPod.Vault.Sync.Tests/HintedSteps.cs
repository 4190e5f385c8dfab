using System.Globalization;
using System.Text.RegularExpressions;
using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The steps that a hint names, and what a user does to follow one.</summary>
/// <param name="machine">The machine on which they are followed.</param>
/// <param name="change">The settings of every verb.</param>
internal sealed partial class HintedSteps(Machine machine, Func<VaultSettings, VaultSettings> change)
{
    /// <summary>The steps in a hint, each once.</summary>
    public static IReadOnlyList<string> In(string hint) =>
        [.. Steps().Matches(hint).Select(match => match.Value.ToLowerInvariant()).Distinct()];

    /// <summary>Runs a verb, or follows a step.</summary>
    /// <returns>The refusal; null if it worked.</returns>
    public async Task<VaultException?> TryAsync(string step)
    {
        try
        {
            await RunAsync(step);
            return null;
        }
        catch (VaultException failure)
        {
            return failure;
        }
    }

    [GeneratedRegex(
        "pull into another --vault-file|MergeVault"
        + @"|(Pull|Push|Save|Unlock|Lock)Vault --force|RestoreVault --index=\d+|Run (PullVault|PushVault|SaveVault|UnlockVault)(?! --force)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Steps();

    private Task RunAsync(string step) => step switch
    {
        "pushvault" or "run pushvault" => machine.Service(change).PushAsync(),
        "pushvault --force" => machine.Service(change).PushAsync(new PushOptions { Force = true }),
        "pullvault" or "run pullvault" => machine.Service(change).PullAsync(),
        "pullvault --force" => machine.Service(change).PullAsync(new PullOptions { Force = true }),
        "savevault" or "run savevault" => machine.Service(change).SaveAsync(),
        "savevault --force" => machine.Service(change).SaveAsync(new SaveOptions { Force = true }),
        "unlockvault" or "run unlockvault" => machine.Service(change).UnlockAsync(),
        "unlockvault --force" => machine.Service(change).UnlockAsync(new UnlockOptions { Force = true }),
        "lockvault" => machine.Service(change).LockAsync(),
        "lockvault --force" => machine.Service(change).LockAsync(new LockOptions { Force = true }),
        _ when step.StartsWith("restorevault", StringComparison.Ordinal) => RestoreAsync(step),
        _ when step.StartsWith("pull", StringComparison.Ordinal) =>
            machine.Service(s => change(s) with { VaultFile = Path.Combine(machine.Root, "theirs", "vault.tar.aes") }).PullAsync(),
        "mergevault" => MergeAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no such step"),
    };

    private async Task RestoreAsync(string step)
    {
        var index = int.Parse(step.Split('=')[1], CultureInfo.InvariantCulture);
        await machine.Service(WithPassphrase).RestoreAsync(new RestoreOptions { Copy = CopySelector.AtIndex(index), Yes = true });
    }

    // What conflicts is settled as the hint of MergeVault says, and then pushed.
    private async Task MergeAsync()
    {
        var service = machine.Service(WithPassphrase);
        var merged = await service.MergeAsync();
        if (merged.Suffix is { } suffix)
        {
            foreach (var path in Directory.EnumerateFiles(machine.Secrets, $"*{suffix}*", SearchOption.AllDirectories))
            {
                File.Delete(path);
            }

            await service.SaveAsync();
        }
        else if (merged.Failure is not null)
        {
            await service.MergeAsync(new MergeOptions { Ours = true });
        }

        await service.PushAsync();
    }

    // Some states lack one that these steps need.
    private VaultSettings WithPassphrase(VaultSettings settings) => change(settings) with { Passphrase = Passphrase.FromText("correct horse") };
}
