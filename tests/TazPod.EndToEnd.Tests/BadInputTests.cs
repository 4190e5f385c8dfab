using TazPod.EndToEnd.Tests.Support;
using TazPod.Vault;

namespace TazPod.EndToEnd.Tests;

public sealed class BadInputTests(PushedPlace pushed) : IClassFixture<PushedPlace>
{
    [Theory]
    [InlineData(3, "TAZPOD6001", "PushVault", "--vault-file=nowhere/vault.tar.aes")]
    [InlineData(3, "TAZPOD2001", "PushVault", "--bucket=no-such-bucket")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--retention=0")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--retention=abc")]
    [InlineData(3, "TAZPOD2003", "PullVault", "--index=99")]
    [InlineData(2, "TAZPOD1001", "PullVault", "--index=-1")]
    [InlineData(2, "TAZPOD1001", "PullVault", "--index", "-1")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--storage=ftp:x")]
    [InlineData(2, "TAZPOD1002", "PushVault", "--buckt=x")]
    [InlineData(2, "TAZPOD1002", "PruneHistory", "--dry-run", "--retention=45")]
    [InlineData(2, "TAZPOD1002", "Default", "--bogus")]
    [InlineData(2, "TAZPOD1002", "Demo", "--bogus")]
    [InlineData(2, "TAZPOD1002", "Test", "--bogus")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--bucket=")]
    [InlineData(2, "TAZPOD1001", "PushVault", "--verbosity=x")]
    [InlineData(6, "TAZPOD3001", "UnlockVault", "--secrets=out", "--passphrase-file=wrong-passphrase")]
    [InlineData(2, "TAZPOD1006", "UnlockVault", "--secrets=out", "--passphrase-file=missing")]
    [InlineData(8, "TAZPOD6003", "SaveVault", "--secrets=secrets", "--vault-file=/sys/vault/vault.tar.aes")]
    [InlineData(8, "TAZPOD6004", "VaultStatus", "--result=/dev/full")]
    public async Task It_is_one_clear_line_and_changes_nothing(int exitCode, string code, string target, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && arguments.Any(argument => argument.Contains("=/", StringComparison.Ordinal)), "no such files");
        var place = pushed.Place;
        var before = place.Snapshot();
        foreach (var door in VaultVerbs.Find(target) is null || arguments.Contains("--verbosity=x") ? [Door.Build] : Enum.GetValues<Door>())
        {
            using var host = place.Start(door, target, arguments);
            var result = await host.EndAsync();

            Assert.StartsWith($"Error: {code}: ", result.ErrorLine, StringComparison.Ordinal);
            Assert.Equal(exitCode, result.ExitCode);
            Assert.Equal(before, place.Snapshot());
        }
    }

    [Theory]
    [InlineData("vault: [", "TAZPOD1003")]
    [InlineData("vault:\n  retntion: 3\n", "TAZPOD1002")]
    [InlineData("vault:\n  retention: many\n", "TAZPOD1001")]
    public async Task A_wrong_configuration_file_is_named(string text, string code)
    {
        using var place = await Place.PushedAsync();
        place.Write(".tazpod/config.yaml", text);
        var before = place.Snapshot();

        var result = await place.RunAsync("PushVault");

        Assert.StartsWith($"Error: {code}: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("config.yaml", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(before, place.Snapshot());
    }

    [Fact]
    public async Task An_endpoint_without_a_server_is_7()
    {
        using var place = await Place.PushedAsync();
        place.Environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        place.Environment["AWS_SECRET_ACCESS_KEY"] = "not-to-be-printed";

        var result = await place.RunAsync("PushVault", "--storage=s3", "--endpoint=http://127.0.0.1:1", "--verbosity=verbose");

        Assert.StartsWith("Error: TAZPOD2004: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:1", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(7, result.ExitCode);
        Assert.DoesNotContain("not-to-be-printed", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_waits_for_an_endpoint_is_told_why()
    {
        using var place = await Place.PushedAsync();
        place.Environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        place.Environment["AWS_SECRET_ACCESS_KEY"] = "not-to-be-printed";

        var result = await place.RunAsync("PushVault", "--storage=s3", "--endpoint=http://127.0.0.1:1");

        Assert.Equal(
            ["2 of 4", "3 of 4", "4 of 4"],
            result.Output.Split('\n').Where(line => line.StartsWith("no answer from 127.0.0.1:1, trying again (", StringComparison.Ordinal))
                .Select(line => line.TrimEnd()[^7..^1]));
    }

    [Fact]
    public async Task A_missing_passphrase_without_a_terminal_is_2()
    {
        using var place = await Place.PushedAsync();
        place.Environment.Remove("TAZPOD_PASSPHRASE_FILE");

        var result = await place.RunAsync("UnlockVault", "--secrets=out");

        Assert.StartsWith("Error: TAZPOD1005: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task An_unknown_target_is_2_and_names_the_task_that_it_was_meant_to_be()
    {
        using var place = new Place();

        var result = await place.RunAsync("PusVault");

        Assert.Equal("Error: TAZPOD1002: there is no task 'PusVault'. Did you mean PushVault?", result.ErrorLine.TrimEnd());
        Assert.Equal(2, result.ExitCode);
    }
}
