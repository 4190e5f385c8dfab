using System.Text.RegularExpressions;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>The build and the command <c>tazvault</c> say and do the same.</summary>
public sealed partial class BothDoorsTests
{
    // The target, the command, and the arguments of both. Each step continues from where the one before ended.
    private static readonly (string Target, string Command, string[] Arguments)[] Steps =
    [
        ("VaultStatus", "status", []),
        ("PushVault", "push", []),
        ("SetupStorage", "setup", []),
        ("SaveVault", "save", ["--secrets=nowhere"]),
        ("SaveVault", "save", ["--secrets=secrets"]),
        ("PushVault", "push", []),
        ("PushVault", "push", []),
        ("SaveVault", "save", ["--secrets=other"]),
        ("SaveVault", "save", ["--secrets=other", "--force"]),
        ("DiffVault", "diff", ["--from=latest", "--to=local"]),
        ("PushVault", "push", ["--summary"]),
        ("ListSecrets", "ls", []),
        ("ListSecrets", "ls", ["--glob=t*"]),
        ("ListSecrets", "ls", ["--from=latest", "--glob=absent"]),
        ("ListHistory", "history", ["--last=2"]),
        ("PinVault", "pin", ["--index=2", "--note=before the move"]),
        ("UnpinVault", "unpin", ["--index=2"]),
        ("PruneHistory", "prune", ["--plan", "--retention=1"]),
        ("VerifyVault", "verify", []),
        ("PullVault", "pull", ["--index=2"]),
        ("PushVault", "push", []),
        ("VaultStatus", "status", []),
        ("MergeVault", "merge", ["--plan"]),
        ("MergeVault", "merge", []),
        ("RestoreVault", "restore", ["--index=2", "--yes"]),
        ("RestoreVault", "restore", ["--index=2"]),
        ("UnlockVault", "unlock", ["--secrets=unlocked"]),
        ("LockVault", "lock", ["--secrets=unlocked"]),
        ("Bootstrap", "bootstrap", ["--secrets=unlocked"]),
        ("RunWithVault", "run", ["--env-file=token", "--exec=echo hello"]),
        ("RekeyVault", "rekey", ["--new-passphrase-file=new-passphrase", "--history"]),
        ("PullVault", "pull", ["--index=99"]),
        ("PushSnapshot", "snapshot push", ["--lineage=raft", "--file=raft.snap"]),
        ("LineageStatus", "snapshot status", ["--lineage=raft"]),
        ("PullSnapshot", "snapshot pull", ["--lineage=raft", "--file=pulled.snap"]),
        ("PullSnapshot", "snapshot pull", ["--lineage=other", "--file=pulled.snap"]),
        ("VaultDoctor", "doctor", []),
        ("Login", "login", ["--profile=nobody"]),
        ("PushVault", "push", ["--retenshun=5"]),
        ("PushVault", "push", ["--bucket=NO"]),
        ("PushVault", "push", ["--at=20260520T210000"]),
    ];

    [Fact]
    public async Task Every_verb_prints_the_same_lines_and_ends_with_the_same_exit_code()
    {
        using var build = NewPlace();
        using var shell = NewPlace();
        foreach (var (target, command, arguments) in Steps)
        {
            var expected = await build.RunAsync(target, arguments);
            var found = await shell.RunToolAsync([.. command.Split(' '), .. arguments]);

            Assert.Equal(InWordsOfTheTool(Lines(expected, build)), Lines(found, shell));
            Assert.True(expected.ExitCode == found.ExitCode, $"{command}: {found.ExitCode} instead of {expected.ExitCode}\n{found.All}");
        }
    }

    [Fact]
    public async Task The_command_writes_a_file_of_the_vault_and_nothing_else()
    {
        using var place = await Place.PushedAsync();

        var local = await place.RunToolAsync("cat", "token");
        var latest = await place.RunToolAsync("cat", "--from=latest", "token");
        var refused = await place.RunToolAsync("cat", "nothing");

        Assert.Equal((0, Place.Secret, ""), (local.ExitCode, local.Output, local.Error));
        Assert.Equal((0, Place.Secret, ""), (latest.ExitCode, latest.Output, latest.Error));
        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("Error: TAZPOD3010: ", refused.ErrorLine, StringComparison.Ordinal);
    }

    private static Place NewPlace()
    {
        var place = new Place();
        place.Write("other/token", "TOKEN=another value");
        place.Write("other/new", "x");
        place.Write("new-passphrase", "a new passphrase of five words");
        place.Write("raft.snap", "a snapshot");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.Path("new-passphrase"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return place;
    }

    // Warnings are on different streams. Paths, times and identities differ by place, not by door.
    private static string Lines(HostResult result, Place place) => string.Join('\n', result.All
        .Replace(place.Path("."), ".", StringComparison.Ordinal).Replace(place.Path("").TrimEnd('/'), ".", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Columns().Replace(Varying().Replace(line, "~"), " ").TrimEnd())
        .Order(StringComparer.Ordinal));

    private static string InWordsOfTheTool(string lines) => Steps.DistinctBy(step => step.Target).Aggregate(
        lines, (text, step) => Regex.Replace(text, $@"(--target={step.Target}|(?<![\w'/]){(step.Target is "Login" or "Bootstrap" ? "--none" : step.Target)})\b", $"tazvault {step.Command}"));

    // An age of two digits makes a column wider.
    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();

    [GeneratedRegex(@"\d{8}T\d{6}|\d{4}-\d\d-\d\d[ T][\d:]+|\b[0-9a-f]{8,64}\b|\b\d+ (s|ms|min)\b")]
    private static partial Regex Varying();
}
