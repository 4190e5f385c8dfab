using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>The example script of docs/LINEAGES.md, in each state of its table.</summary>
public sealed class ProvisionScriptTests
{
    private const string Anchor = "lushycorp-vault/unseal-keys.json";

    /// <summary>Secrets, host and store: 0 is empty, 1 is coherent, 2 is incoherent.</summary>
    public static TheoryData<int, int, int> States =>
    [
        .. from secrets in Enumerable.Range(0, 3)
           from host in Enumerable.Range(0, 2)
           from store in Enumerable.Range(0, 3)
           select (secrets, host, store),
    ];

    [Theory]
    [MemberData(nameof(States))]
    public async Task It_does_what_the_table_says(int secrets, int host, int store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        using var place = await PlaceAsync(secrets, store);
        place.Write("raft.snap", "the host's state");
        place.Write("raft.id", "Index=8 Term=2\n");

        // Older than the generation, so that a restore replaces it.
        File.SetLastWriteTimeUtc(place.Path("raft.snap"), DateTime.UtcNow.AddHours(-1));

        var result = await ProvisionAsync(place, State(host));

        Assert.True(Expected(secrets, host, store) == (result.Output.Trim(), result.ExitCode), $"{result.ExitCode} {result.All}");
        Assert.Equal(host == 0 && secrets == 1 && store == 1 ? "raft 1" : "the host's state", place.Read("raft.snap"));

        // The backup initialises, continues or repairs the lineage, whatever the vault holds. Nothing else writes it.
        var status = await place.RunAsync("LineageStatus", "--lineage=prod");
        Assert.Equal(host == 1 || store == 1 ? 0 : store == 2 ? 6 : 3, status.ExitCode);
    }

    [Theory]
    [InlineData("incoherent")]
    [InlineData("")]
    public async Task It_touches_nothing_if_the_host_is_incoherent_or_its_state_unknown(string host)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        using var place = new Place();
        var before = place.Snapshot();

        var result = await ProvisionAsync(place, host);

        Assert.Equal(("failed", 1), (result.Output.Trim(), result.ExitCode));
        File.Delete(place.Path("wrapper.sh"));
        File.Delete(place.Path("build"));
        Assert.Equal(before, place.Snapshot());
    }

    [Fact]
    public async Task An_equal_fingerprint_skips_the_upload()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        using var place = await PlaceAsync(secrets: 1, store: 1);
        place.Write("raft.snap", "other bytes of the same state");
        place.Write("raft.id", "Index=7 Term=2\n");

        var result = await ProvisionAsync(place, State(1));

        Assert.Equal(("backed-up", 0), (result.Output.Trim(), result.ExitCode));
        Assert.Contains("has the fingerprint of generation 1", result.Error, StringComparison.Ordinal);
    }

    private static (string Word, int ExitCode) Expected(int secrets, int host, int store) => (secrets, host, store) switch
    {
        (0, 0, 0) => ("first-start", 3),
        (1, 0, 1) => ("restored", 0),
        (1, 1, _) => ("backed-up", 0),
        _ => ("failed", 1),
    };

    private static async Task<Place> PlaceAsync(int secrets, int store)
    {
        var place = new Place();
        if (secrets > 0)
        {
            place.Write($"secrets/{Anchor}", "unseal keys");
        }

        await place.DoAsync("SetupStorage");
        await place.DoAsync("SaveVault", "--secrets=secrets");
        if (secrets == 2)
        {
            place.Write("passphrase", "another passphrase");
        }

        if (store > 0)
        {
            place.Write("raft.snap", "raft 1");
            place.Write("raft.id", "Index=7 Term=2\n");
            await place.DoAsync("PushSnapshot", "--lineage=prod", "--file=raft.snap", "--fingerprint=@raft.id");
        }

        if (store == 2)
        {
            File.Delete(Directory.EnumerateFiles(place.Path("store"), "slot-a*", SearchOption.AllDirectories).Single());
        }

        return place;
    }

    // The wrapper gets the command of the host that was built with these tests, and becomes the script's BUILD.
    private static async Task<HostResult> ProvisionAsync(Place place, string host)
    {
        var script = Repository("docs/provision.sh");
        place.Write("wrapper.sh", $"printf '#!/bin/sh\\nexec %s \"$@\"\\n' \"$*\" > build\nchmod +x build\nBUILD=./build exec sh '{script}' {host}\n");
        var environment = new Dictionary<string, string>(place.Environment)
        {
            ["LINEAGE"] = "prod",
            ["ANCHOR"] = Anchor,
            ["SNAPSHOT"] = "raft.snap",
            ["FINGERPRINT"] = "raft.id",
        };
        using var process = HostProcess.Start(place.Path(""), environment, wrapper: ["sh", "wrapper.sh"]);
        return await process.EndAsync();
    }

    private static string State(int host) => host switch { 0 => "empty", 1 => "coherent", _ => "incoherent" };

    private static string Repository(string path, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", path));
}
