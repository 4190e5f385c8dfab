using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>Secrets that are never on disk: opened in memory, or passed to a command.</summary>
public sealed class RunTests
{
    private const string Value = "hunter2-is-the-secret";

    [Fact]
    public async Task A_vault_is_read_in_memory_from_here_and_from_the_store()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        alice.Write(("deep/er/text", "ä\r\n"), (".env", $"TOKEN={Value}\nOTHER='x y'"), ("empty", ""));
        await File.WriteAllBytesAsync(Path.Combine(alice.Secrets, "bytes"), [0xff, 0xfe, 0]);
        await alice.Service().SaveAsync();
        await alice.Service().PushAsync();

        using (var local = await alice.Service().OpenAsync())
        {
            Check(local);
        }

        var nobody = world.Machine("nobody");
        using var stored = await nobody.Service().OpenAsync(TreeSelector.Latest);
        Check(stored);
        Assert.Empty(Directory.EnumerateFileSystemEntries(nobody.Root));
        stored.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stored.ReadText("deep/er/text"));
        await Machine.FailsAsync(() => nobody.Service().OpenAsync(), VaultErrors.VaultNotFound);

        static void Check(OpenedVault vault)
        {
            Assert.Equal([".env", "bytes", "deep/er/text", "empty"], vault.Paths);
            Assert.Equal("ä\r\n", vault.ReadText("deep/er/text"));
            Assert.Equal([0xff, 0xfe, 0], vault.ReadBytes("bytes"));
            Assert.Empty(vault.ReadBytes("empty"));
            Assert.Equal((Value, "x y"), (vault.AsEnvironment(".env")["TOKEN"], vault.AsEnvironment(".env")["OTHER"]));
            Assert.Equal(VaultErrors.EntryNotFound, Assert.Throws<VaultException>(() => vault.ReadBytes("deep")).Error);
            Assert.Equal(VaultErrors.EntryNotUsable, Assert.Throws<VaultException>(() => vault.ReadText("bytes")).Error);
        }
    }

    [Fact]
    public async Task A_command_gets_the_variables_and_its_output_is_masked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("prod.env", $"TOKEN={Value}\nPIN=123\nPEM=\"first line\\nsecond line\""));

        var (result, lines) = await RunAsync(alice, "sh -c 'echo \"out $TOKEN${TOKEN}x $PIN\"; echo \"$PEM\"; echo \"err $TOKEN\" >&2; exit 7'");

        Assert.Equal(["err ***:True", "out ***x 123:False", "***:False", "***:False"], lines);
        Assert.Equal((7, "failed"), (result.CommandExitCode, result.Status));
        Assert.Equal((7, VaultErrors.CommandFailed), ((int)result.Failure!.ExitCode, result.Failure.Error));
        Assert.Equal(["PEM", "PIN", "TOKEN"], result.Variables);
        Assert.DoesNotContain(Value, ResultJson.Of(result), StringComparison.Ordinal);
        Assert.Null((await RunAsync(alice, "true")).Result.Failure);
        Assert.Equal(["$TOKEN a  b:False"], (await RunAsync(alice, "echo '$TOKEN' \"a  b\"")).Lines);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("LD_PRELOAD")]
    [InlineData("DYLD_INSERT_LIBRARIES")]
    [InlineData("BASH_ENV")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("GIT_CONFIG_COUNT")]
    [InlineData("TAZPOD_BUCKET")]
    public async Task A_variable_that_decides_which_code_runs_is_refused_unless_it_is_named(string name)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved((".env", $"TOKEN={Value}\n\n{name}={Value}\nIFS={Value}\n"));
        Task RunAsync(params string[] allowed) =>
            alice.Service().RunWithVaultAsync(new RunOptions { Command = "no-such-program-here", AllowedVariables = allowed });

        var refused = await Machine.FailsAsync(() => RunAsync(), VaultErrors.EntryNotUsable);
        var other = await Machine.FailsAsync(() => RunAsync("IFS"), VaultErrors.EntryNotUsable);
        await Machine.FailsAsync(() => RunAsync(name, "IFS"), VaultErrors.InvalidSetting);

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains($"'.env' in '{alice.VaultFile}' sets variables that decide which code runs: {name} (line 3), IFS (line 4)", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"--allow-env={name},IFS.", refused.Hint, StringComparison.Ordinal);
        Assert.Contains($"sets variables that decide which code runs: {name} (line 3)", other.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, refused.ToString(), StringComparison.Ordinal);
        using var opened = await alice.Service().OpenAsync();
        Assert.Equal(Value, opened.AsEnvironment(".env")[name]);
    }

    [Fact]
    public async Task Variables_of_applications_are_not_restricted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice");
        string[] names = ["ENV", "JAVA_OPTS", "PYTHONUNBUFFERED", "NODE_ENV", "GIT_AUTHOR_NAME", "LDAP_URL", "DATABASE_PATH", "MY_TAZPOD_X", "PS1"];
        alice.Write(("prod.env", string.Join('\n', names.Select(name => $"{name}=x"))));
        await alice.Service().SaveAsync();

        var (result, lines) = await RunAsync(alice, "sh -c 'echo $ENV$JAVA_OPTS$LDAP_URL'");

        Assert.Equal(["xxx:False"], lines);
        Assert.Equal(names.Order(StringComparer.Ordinal), result.Variables);
    }

    [Fact]
    public async Task The_passphrase_of_this_tool_is_not_passed_on_to_the_command()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("prod.env", "A=x"));
        string[] names = ["TAZPOD_PASSPHRASE", "TAZPOD_PASSPHRASE_FILE", "TAZPOD_NEW_PASSPHRASE_FILE"];
        Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "ours"));
        try
        {
            Assert.Equal(["---x:False"], (await RunAsync(alice, "sh -c 'echo ${TAZPOD_PASSPHRASE--}${TAZPOD_PASSPHRASE_FILE--}${TAZPOD_NEW_PASSPHRASE_FILE--}$A'")).Lines);
        }
        finally
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    [Fact]
    public async Task The_text_in_the_file_is_masked_like_the_value_it_gives()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("prod.env", "TOKEN=\"one\\\"two\\tthree\""));

        var (_, lines) = await RunAsync(alice, "printf '%s\\n%s\\n' 'one\\\"two\\tthree' 'plain'");

        Assert.Equal(["***:False", "plain:False"], lines);
    }

    [Fact]
    public async Task A_process_that_a_command_left_running_does_not_block_the_end_of_the_step()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved((".env", $"TOKEN={Value}"));
        var child = 0;
        using var stop = new CancellationTokenSource();
        var service = alice.Service(
            output: (line, _) =>
            {
                child = int.Parse(line, CultureInfo.InvariantCulture);
                stop.Cancel();
            });
        try
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => service.RunWithVaultAsync(new RunOptions { Command = "sh -c 'sleep 600 & echo $!'" }, stop.Token).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        }
        finally
        {
            using var sleeping = Process.GetProcessById(child);
            sleeping.Kill();
        }
    }

    [Fact]
    public async Task A_program_gives_files_to_a_command_and_they_are_gone_when_it_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("kube/config", "kind: Config\nname: x\n"), ("db/password", Value), ("other", "x"));
        var lines = new ConcurrentQueue<string>();

        var result = await alice.Service(output: (line, _) => lines.Enqueue(line)).RunWithVaultAsync(new RunOptions
        {
            Command = "sh -c 'cd \"$TAZPOD_FILES\"; pwd; cat \"$KUBECONFIG\" db/password; echo; ls'",
            Files = "db",
            FileVariables = new Dictionary<string, string> { ["KUBECONFIG"] = "kube/config" },
            AllowDisk = true,
        });

        var directory = lines.First();
        Assert.Equal(["kind: Config", "name: x", "***", "db", "kube"], lines.Skip(1));
        Assert.False(Directory.Exists(directory));
        Assert.Equal(["db/password", "kube/config"], result.Files);
        Assert.Equal((null, 0), (result.EnvironmentFile, result.Variables.Count));
        Assert.StartsWith("ran 'sh' with 2 files from ", result.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, ResultJson.Of(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_cannot_run_is_refused_up_front_or_named()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved((".env", $"A B={Value}"));

        await Machine.FailsAsync(() => alice.Service().RunWithVaultAsync(), VaultErrors.InvalidSetting);
        await Machine.FailsAsync(() => alice.Service().RunWithVaultAsync(new RunOptions { Command = "sh -c 'x" }), VaultErrors.InvalidSetting);
        var refused = await Machine.FailsAsync(() => alice.Service().RunWithVaultAsync(new RunOptions { Command = "true" }), VaultErrors.EntryNotUsable);
        Assert.Contains("'.env'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, refused.ToString(), StringComparison.Ordinal);
        await Machine.FailsAsync(
            () => alice.Service().RunWithVaultAsync(new RunOptions { Command = "true", EnvironmentFile = "none" }), VaultErrors.EntryNotFound);
        alice.Write((".env", ""));
        await alice.Service().SaveAsync();
        await Machine.FailsAsync(() => alice.Service().RunWithVaultAsync(new RunOptions { Command = "no-such-program-here" }), VaultErrors.InvalidSetting);
    }

    [Fact]
    public async Task A_stopped_command_can_end_in_its_own_way()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs sh");
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved((".env", ""));
        using var stop = new CancellationTokenSource();
        var lines = new ConcurrentQueue<string>();
        var service = alice.Service(
            output: (line, _) =>
            {
                lines.Enqueue(line);
                stop.Cancel();
            });

        var command = "sh -c 'trap \"echo tidied up; exit 3\" TERM; echo ready; while :; do sleep 0.05; done'";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => service.RunWithVaultAsync(new RunOptions { Command = command }, stop.Token));

        Assert.Equal(["ready", "tidied up"], lines);
    }

    private static async Task<(RunResult Result, IReadOnlyList<string> Lines)> RunAsync(Machine machine, string command)
    {
        var lines = new ConcurrentQueue<string>();
        var result = await machine.Service(output: (line, isError) => lines.Enqueue($"{line}:{isError}")).RunWithVaultAsync(new RunOptions { Command = command, EnvironmentFile = "prod.env" });
        return (result, [.. lines.OrderBy(line => line.EndsWith(":False", StringComparison.Ordinal))]);
    }
}
