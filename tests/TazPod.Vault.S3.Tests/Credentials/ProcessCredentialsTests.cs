using System.Globalization;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials;

namespace TazPod.Vault.S3.Tests.Credentials;

public sealed class ProcessCredentialsTests : IDisposable
{
    private const int Runs = 25;
    private readonly TemporaryDirectory home = new("process");

    public ProcessCredentialsTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the process of these tests is a shell script");

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task When_no_caller_waits_any_more_it_is_ended_with_all_that_it_started()
    {
        var started = new List<int>();
        for (var run = 0; run < Runs; run++)
        {
            var pid = home.Combine($"{run}");
            using var credentials = new ProcessCredentials("work", $"sleep 300 & echo $! > {pid}.new && mv {pid}.new {pid}; wait");
            var asking = credentials.GetCredentialsAsync();
            while (!File.Exists(pid))
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            started.Add(int.Parse(await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
            credentials.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => asking);
        }

        for (var tries = 0; tries < 100 && started.Any(IsRunning); tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(started, IsRunning);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public async Task Another_version_of_the_answer_is_refused(string version)
    {
        using var credentials = new ProcessCredentials(
            "work", $$"""echo '{"Version":{{version}},"AccessKeyId":"KEY","SecretAccessKey":"SECRET"}'""");
        var failure = await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync);
        Assert.Equal("the credential_process of profile 'work' printed a Version other than 1", failure.Message);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    // After a kill it can still be listed until its new parent has collected it.
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
