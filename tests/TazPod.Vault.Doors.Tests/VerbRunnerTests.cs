using System.Text.Json.Nodes;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Doors.Tests.Support;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Tests;

/// <summary>The behaviour of a verb that is the same for all doors. The door in these tests is a list of lines.</summary>
public sealed class VerbRunnerTests : IDisposable
{
    private const string Verb = "SetupStorage";

    private readonly TestFiles files = new();
    private readonly MemoryLog log = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task The_result_of_a_verb_is_printed_written_and_returned()
    {
        var outcome = await Runner().RunAsync(Verb, Settings(), (service, cancel) => service.SetupStorageAsync(cancel));

        Assert.Null(outcome.Failure);
        Assert.Equal(outcome.Result!.Summary, Assert.Single(log.Lines));
        Assert.Equal("created", (string?)Result()["status"]);
    }

    [Fact]
    public async Task A_failure_is_written_and_returned_for_the_door_to_print()
    {
        var thrown = VaultErrors.DiskFull.With("the disk is full", "Make room.");

        var outcome = await Runner().RunAsync<SetupResult>(Verb, Settings(), (_, _) => throw thrown);

        Assert.Null(outcome.Result);
        Assert.Same(thrown, outcome.Failure);
        Assert.Empty(log.Lines);
        Assert.Equal("TAZPOD6004", (string?)Result()["code"]);
    }

    [Fact]
    public async Task Every_exception_becomes_a_row_of_the_error_table()
    {
        var outcome = await Runner().RunAsync<SetupResult>(Verb, Settings(), (_, _) => throw new InvalidOperationException("boom"));

        Assert.Same(VaultErrors.Unexpected, outcome.Failure!.Error);
        Assert.IsType<InvalidOperationException>(outcome.Failure.InnerException);
    }

    [Fact]
    public async Task A_failure_of_the_settings_is_written_to_the_file_of_the_door()
    {
        var door = Door() with { FallbackResultFile = () => files.Path("result.json") };
        var thrown = VaultErrors.InvalidSetting.With("retention 0 is not allowed");

        var outcome = await new VerbRunner(door).RunAsync<SetupResult>(Verb, () => throw thrown, (_, _) => throw new InvalidOperationException());

        Assert.Same(thrown, outcome.Failure);
        Assert.Equal("TAZPOD1001", (string?)Result()["code"]);
    }

    [Fact]
    public async Task A_finding_of_a_verb_fails_the_step_and_its_result_is_returned_too()
    {
        var outcome = await Runner().RunAsync(
            "LineageStatus", Settings() with { Lineage = "one" }, async (service, cancel) =>
            {
                await service.SetupStorageAsync(cancel);
                return await service.LineageStatusAsync(cancellationToken: cancel);
            });

        Assert.Equal("empty", outcome.Result!.Status);
        Assert.Same(VaultErrors.LineageEmpty, outcome.Failure!.Error);
        Assert.Equal(outcome.Result.Summary, log.Lines[^1]);
    }

    [Fact]
    public async Task A_door_rewrites_lines_for_users_but_not_the_result_file()
    {
        var door = Door() with { Words = line => line.Replace("bucket", "box", StringComparison.Ordinal) };

        await new VerbRunner(door).RunAsync(Verb, Settings(), (service, cancel) => service.SetupStorageAsync(cancel));

        Assert.Contains("created the box", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Contains("created the bucket", (string?)Result()["summary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passphrase_is_wiped_if_the_settings_were_read_and_kept_if_they_were_given()
    {
        using var read = new Passphrase("read"u8.ToArray());
        using var given = new Passphrase("given"u8.ToArray());

        await Runner().RunAsync(Verb, () => new LoadedSettings(Settings() with { Passphrase = read }, OptionValues.None), (service, cancel) => service.SetupStorageAsync(cancel));
        await Runner().RunAsync(Verb, Settings() with { Passphrase = given }, (service, cancel) => service.SetupStorageAsync(cancel));

        Assert.Throws<ObjectDisposedException>(() => read.Bytes.Length);
        Assert.Equal("given"u8, given.Bytes);
    }

    [Fact]
    public async Task A_job_gets_its_outputs_and_its_pushes_record_the_run()
    {
        files.Write("output", "");
        files.Write("summary", "");
        files.Write("secrets/token", "a secret");
        var door = Door() with
        {
            Environment = Variables.Of(
                ("GITHUB_ACTIONS", "true"), ("GITHUB_RUN_ID", "7"),
                ("GITHUB_OUTPUT", files.Path("output")), ("GITHUB_STEP_SUMMARY", files.Path("summary"))),
        };
        using var passphrase = new Passphrase("a passphrase"u8.ToArray());

        var outcome = await new VerbRunner(door).RunAsync("PushVault", Settings() with { Passphrase = passphrase }, async (service, cancel) =>
        {
            await service.SetupStorageAsync(cancel);
            await service.SaveAsync(cancellationToken: cancel);
            return await service.PushAsync(cancellationToken: cancel);
        });

        Assert.Null(outcome.Failure);
        Assert.Contains($"version={outcome.Result!.Stamp}", File.ReadAllLines(files.Path("output")));
        Assert.Contains("| github run 7 |", files.Read("summary"), StringComparison.Ordinal);
    }

    private Door Door() => new(log, Terminal.None with { Output = TextWriter.Null }, Variables.Of()) { Time = Clock.Create() };

    private VerbRunner Runner() => new(Door());

    private VaultSettings Settings() => new()
    {
        Storage = StorageLocation.InDirectory(files.Path("store")),
        Bucket = "vaults",
        VaultFile = files.Path("vault.tar.aes"),
        SecretsDirectory = files.Path("secrets"),
        ResultFile = files.Path("result.json"),
    };

    private JsonNode Result() => JsonNode.Parse(files.Read("result.json"))!;
}
