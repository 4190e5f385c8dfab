using System.Text.Json;
using System.Text.Json.Nodes;
using Cake.Frosting.TazPod.Tests.Support;

namespace Cake.Frosting.TazPod.Tests;

public sealed class ResultFileTests
{
    [Fact]
    public void A_result_is_written_as_json_with_the_common_properties_first()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault");

        Assert.Equal(0, bench.Run("PushVault", "--result=result.json"));

        var result = Result(bench);
        Assert.Equal(["verb", "status", "changed", "summary"], result.Select(property => property.Key).Take(4));
        Assert.Equal("PushVault", (string?)result["verb"]);
        Assert.Equal("pushed", (string?)result["status"]);
        Assert.True((bool?)result["changed"]);
        Assert.Equal("pushed", (string?)result["outcome"]);
        Assert.Equal("tazpod/vault/vault.tar.aes", (string?)result["key"]);
        Assert.Empty(result["notices"]!.AsArray());
    }

    [Theory]
    [InlineData("SetupStorage", "ready", "bucket", "already-ours")]
    [InlineData("SaveVault", "unchanged", "saved", "false")]
    [InlineData("PullVault", "unchanged", "outcome", "unchanged")]
    [InlineData("UnlockVault", "unchanged", "unlocked", "false")]
    [InlineData("Bootstrap", "unchanged", "pull.outcome", "unchanged")]
    [InlineData("ListHistory", "listed", "entries.0.isLatest", "true")]
    [InlineData("PruneHistory", "unchanged", "rules", "retention 50")]
    [InlineData("VaultStatus", "in-sync", "relation", "in-sync")]
    [InlineData("LockVault", "locked", "removed", "true")]
    public void Every_verb_has_its_result(string verb, string status, string path, string value)
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");

        Assert.Equal(0, bench.Run(verb, "--result=result.json"));

        var result = Result(bench);
        Assert.Equal(verb, (string?)result["verb"]);
        Assert.Equal(status, (string?)result["status"]);
        Assert.Equal(bench.Lines[^1], (string?)result["summary"]);
        JsonNode? node = result;
        foreach (var part in path.Split('.'))
        {
            node = int.TryParse(part, out var index) ? node![index] : node![part];
        }

        Assert.Equal(value, node!.ToString());
    }

    [Theory]
    [InlineData("PushSnapshot", "unchanged", "snapshot.generation", "1")]
    [InlineData("PullSnapshot", "unchanged", "snapshot.slot", "slot-a")]
    [InlineData("LineageStatus", "coherent", "current.lineage", "prod")]
    public void Every_verb_of_lineages_has_its_result(string verb, string status, string path, string value)
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage");
        bench.Write("raft.snap", "a snapshot");
        Assert.Equal(0, bench.Run("PushSnapshot", "--file=raft.snap", "--lineage=prod"));

        Assert.Equal(0, bench.Run(verb, verb == "LineageStatus" ? ["--result=result.json"] : ["--result=result.json", "--file=raft.snap"]));

        var result = Result(bench);
        Assert.Equal(verb, (string?)result["verb"]);
        Assert.Equal(status, (string?)result["status"]);
        Assert.Equal(bench.Lines[^1], (string?)result["summary"]);
        Assert.Equal(value, path.Split('.').Aggregate((JsonNode)result, (node, part) => node[part]!).ToString());
    }

    [Fact]
    public void A_state_that_is_not_coherent_is_a_result_with_the_exit_code_of_a_failure()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage");

        Assert.Equal(3, bench.Run("LineageStatus", "--result=result.json", "--lineage=prod"));
        Assert.StartsWith("Error: TAZPOD7001: empty: lineage prod", bench.Error, StringComparison.Ordinal);
        Assert.Equal("empty", (string?)Result(bench)["state"]);
        Assert.Equal("empty", (string?)Result(bench)["status"]);

        bench.Write("raft.snap", "a snapshot");
        Assert.Equal(0, bench.Run("PushSnapshot", "--file=raft.snap", "--lineage=prod"));
        bench.Write("store/tazlab-storage/vault/raft-snapshots/prod/slot-a", "by hand");
        Assert.Equal(6, bench.Run("LineageStatus", "--result=result.json", "--lineage=prod"));
        Assert.StartsWith("Error: TAZPOD7002: incoherent: lineage prod", bench.Error, StringComparison.Ordinal);
        Assert.Equal("incoherent", (string?)Result(bench)["state"]);
        Assert.Contains("slot-a", (string?)Result(bench)["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_written_as_json_too()
    {
        using var bench = new Workbench();

        Assert.Equal(3, bench.Run("PushVault", "--result=result.json"));

        var result = Result(bench);
        Assert.Equal("PushVault", (string?)result["verb"]);
        Assert.Equal("failed", (string?)result["status"]);
        Assert.Equal("TAZPOD6001", (string?)result["code"]);
        Assert.Equal(3, (int?)result["exitCode"]);
        Assert.StartsWith("there is no vault file at", (string?)result["message"], StringComparison.Ordinal);
        Assert.StartsWith("Run PullVault", (string?)result["hint"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word", "TAZPOD1002")]
    [InlineData("-bucket=x", "TAZPOD1002")]
    [InlineData("--verbosity=loud", "TAZPOD1001")]
    public void A_command_line_that_is_refused_is_the_result_too(string argument, string code)
    {
        using var bench = new Workbench();

        Assert.Equal(2, bench.Run("PushVault", $"--result={bench.Path("result.json")}", argument));

        Assert.Equal(("PushVault", code), ((string?)Result(bench)["verb"], (string?)Result(bench)["code"]));
    }

    [Theory]
    [InlineData("argument")]
    [InlineData("environment")]
    public void A_failure_of_the_settings_reaches_the_result_file_too(string source)
    {
        using var bench = new Workbench();
        bench.Write("result.json", "an old result");
        string[] arguments = source == "argument" ? ["--result=result.json"] : [];
        if (source == "environment")
        {
            bench.Environment.SetEnvironmentVariable("TAZPOD_RESULT", "result.json");
        }

        Assert.Equal(2, bench.Run("PushVault", ["--retention=0", .. arguments]));

        Assert.Equal("TAZPOD1001", (string?)Result(bench)["code"]);
    }

    [Fact]
    public void A_result_that_cannot_be_written_fails_the_task()
    {
        using var bench = new Workbench();
        bench.Write("file", "");

        Assert.Equal(8, bench.Run("SetupStorage", "--result=file/result.json"));
        Assert.StartsWith("Error: TAZPOD600", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_as_result_file_is_reported_once_and_nothing_is_done()
    {
        using var bench = new Workbench();

        Assert.Equal(2, bench.Run("SetupStorage", "--result=secrets"));

        Assert.Equal(
            $"Error: TAZPOD1001: the result cannot be written to '{bench.Path("secrets")}': it is a directory; nothing was done. Name a file with --result.",
            bench.Error);
        Assert.Empty(bench.Lines);
        Assert.False(Directory.Exists(bench.Path("store")));
    }

    [Fact]
    public void A_failure_to_write_the_result_is_reported_once()
    {
        using var bench = new Workbench();
        bench.Write("file", "");

        bench.Run("SetupStorage", "--result=file/result.json");

        Assert.Single(bench.Lines);
        Assert.Single(bench.Error.Split("file/result.json"), part => part.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_its_owner_can_read_the_result_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes");
            return;
        }

        using var bench = new Workbench();

        bench.Run("SetupStorage", "--result=result.json");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.Path("result.json")));
    }

    private static JsonObject Result(Workbench bench) =>
        JsonSerializer.Deserialize<JsonObject>(bench.Read("result.json"))!;
}
