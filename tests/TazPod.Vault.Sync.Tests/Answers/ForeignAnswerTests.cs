using System.Security.Cryptography;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Promise 11, only true responses: a response that is not from an S3 server changes nothing, and never counts as success, absence
/// or a change.</summary>
public sealed class ForeignAnswerTests(SyncedMachines machines) : IClassFixture<SyncedMachines>
{
    public static TheoryData<string> Servers => [.. ForeignServers.All.Keys];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task If_another_server_answers_every_verb_reports_it_and_changes_nothing(string server)
    {
        var stored = machines.Stored;
        machines.Proxy.Answer = (request, _) => Task.FromResult(ForeignServers.All[server](request));
        Dictionary<string, string> failed = [];
        foreach (var machine in machines.All)
        {
            foreach (var (verb, run) in VerbsOn(machine))
            {
                var before = Snapshot(machine);
                if (await ComplaintAsync(() => run(machine)) is { } complaint)
                {
                    failed[$"{verb}, {Path.GetFileName(machine.Root)}"] = complaint;
                }

                Assert.Equal(before, Snapshot(machine));
            }
        }

        Assert.Empty(failed);
        Assert.Equal(stored, machines.Stored);
    }

    // Edits, a missing memory and a missing vault only matter for these verbs.
    private IEnumerable<KeyValuePair<string, Func<Machine, Task>>> VerbsOn(Machine machine) =>
        EveryVerb.Reading.Concat(EveryVerb.Sending).Where(verb => machine == machines.Known
            || verb.Key is "PullVault" or "PullVault --force without a passphrase" or "VaultStatus"
            || (verb.Key is "PushVault" or "PushVault --force" && machine != machines.Absent));

    private static async Task<string?> ComplaintAsync(Func<Task> run)
    {
        try
        {
            await run();
            return "it did not fail";
        }
        catch (VaultException failure)
        {
            return failure.Error == VaultErrors.StoreFailed && !failure.Message.Contains('\n', StringComparison.Ordinal)
                && failure.Hint?.Contains("--force", StringComparison.Ordinal) == false
                && (failure.Hint.StartsWith("Check that the endpoint is", StringComparison.Ordinal) || failure.Message.Contains(" 502 ", StringComparison.Ordinal))
                ? null
                : $"{failure.Error.Code}: {failure.Message} {failure.Hint}";
        }
    }

    // The lock's own files record the last holder.
    private static Dictionary<string, string> Snapshot(Machine machine) =>
        Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
}
