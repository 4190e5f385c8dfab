using System.Text.Json;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

public sealed class MainJobTests
{
    [Theory]
    [InlineData(Door.Build)]
    [InlineData(Door.Tool)]
    public async Task A_vault_is_saved_pushed_edited_pulled_by_index_and_unlocked(Door door)
    {
        using var place = await Place.PushedAsync(door);
        place.Write("secrets/token", "edited");
        await place.DoAsync("SaveVault", "--secrets=secrets");
        await place.DoAsync("PushVault", "--result=result.json");
        Assert.Contains("unchanged", (await place.DoAsync("PushVault")).Output, StringComparison.Ordinal);

        var history = await place.DoAsync("ListHistory");
        Assert.Equal(2, history.Output.Split('\n').Count(line => line.StartsWith("1  ", StringComparison.Ordinal) || line.StartsWith("2  ", StringComparison.Ordinal)));
        await place.DoAsync("PullVault", "--index=2");
        await place.DoAsync("UnlockVault", "--secrets=older");
        await place.DoAsync("Bootstrap", "--secrets=newer", "--vault-file=elsewhere/vault.tar.aes");

        Assert.Equal(Place.Secret, place.Read("older/token"));
        Assert.Equal("edited", place.Read("newer/token"));
        using var result = JsonDocument.Parse(place.Read("result.json"));
        Assert.Equal("pushed", result.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_targets_run_in_one_command()
    {
        using var place = new Place();
        await place.DoAsync("SetupStorage");

        var both = await place.DoAsync("SaveVault", "--target=PushVault", "--secrets=secrets");

        Assert.Contains("saved 1 file", both.Output, StringComparison.Ordinal);
        Assert.Contains("pushed '", both.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Door.Build)]
    [InlineData(Door.Tool)]
    public async Task Neither_the_passphrase_nor_a_secret_is_printed_at_any_verbosity(Door door)
    {
        using var place = await Place.PushedAsync(door);

        foreach (var target in new[] { "PullVault", "UnlockVault", "SaveVault", "VaultStatus", "LockVault" })
        {
            var result = await place.RunAsync(target, "--secrets=unlocked", "--verbosity=diagnostic");
            Assert.Equal(0, result.ExitCode);
            Assert.DoesNotContain(Place.Secret, result.All, StringComparison.Ordinal);
            Assert.DoesNotContain(Place.Passphrase, result.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Quiet_prints_nothing_but_errors()
    {
        using var place = await Place.PushedAsync();

        var good = await place.RunAsync("PushVault", "-v", "quiet");
        var bad = await place.RunAsync("PullVault", "-v", "quiet", "--index=9");

        Assert.Equal("", good.All.Trim());
        Assert.Equal("", bad.Output);
        Assert.StartsWith("Error: TAZPOD2003: ", bad.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_to_a_pipe_has_no_escape_sequences()
    {
        using var place = await Place.PushedAsync();

        Assert.DoesNotContain('\u001b', (await place.DoAsync("ListHistory")).All);
        Assert.DoesNotContain('\u001b', (await place.RunAsync("PullVault", "--index=9")).All);
    }
}
