using TazPod.Packages.Tests.Support;
using TazPod.Testing.S3;

namespace TazPod.Packages.Tests;

/// <summary>Cake.TazPod in a <c>build.cake</c> with the genuine <c>dotnet cake</c>, added by one line.</summary>
public sealed class CakeScriptTests(Feed feed)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_script_pushes_and_pulls(bool isS3)
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Script().Use(isS3 ? endpoint : null);
        await consumer.DoAsync("tool", "restore");

        var output = await consumer.DoAsync("cake", "--target=Default");

        Assert.Contains("script: created", output, StringComparison.Ordinal);
        Assert.Contains("script: saved", output, StringComparison.Ordinal);
        Assert.Contains("script: pushed True", output, StringComparison.Ordinal);
        Assert.Contains("script: 1 copy", output, StringComparison.Ordinal);
        Assert.Contains("script: unchanged", output, StringComparison.Ordinal);
        Assert.Contains("script: InSync", output, StringComparison.Ordinal);
        Assert.Contains("script: planned 0", output, StringComparison.Ordinal);
        Assert.Contains("script: pinned kept", output, StringComparison.Ordinal);
        Assert.Contains("script: unpinned", output, StringComparison.Ordinal);
        Assert.Contains("script: 0 differ", output, StringComparison.Ordinal);
        Assert.Contains("script: code 2, TAZPOD1001", output, StringComparison.Ordinal);
        Assert.Contains("Run VaultPull to fetch one, or VaultSave to create one", output, StringComparison.Ordinal);
        Assert.Contains("script: code 4", output, StringComparison.Ordinal);
        Assert.Contains("script: well", output, StringComparison.Ordinal);
        Assert.Contains("script: ran with 1", output, StringComparison.Ordinal);
        Assert.Equal(Consumer.Secret, await File.ReadAllTextAsync(consumer.Path("out/token")));
        Assert.Equal(isS3 ? 2 : 0, endpoint.Bucket(Consumer.Bucket).Keys.Count);
        Assert.DoesNotContain(Consumer.Passphrase, output, StringComparison.Ordinal);

        var (exitCode, failure) = await consumer.RunAsync("cake", "--target=Pull", "--buckett=x");
        Assert.Equal(1, exitCode);
        Assert.Contains("Error: TAZPOD1002: unknown argument --buckett; nothing was done. Did you mean --bucket?", failure, StringComparison.Ordinal);
    }

    private Consumer Script()
    {
        var consumer = new Consumer(feed);
        consumer.Write(
            ".config/dotnet-tools.json",
            $$"""{ "version": 1, "isRoot": true, "tools": { "cake.tool": { "version": "{{Feed.CakeVersion}}", "commands": ["dotnet-cake"] } } }""");

        // The workspace's own script runs here, so this needs no permission.
        consumer.Write(".tazpod/config.yaml", "vault:\n  secrets: ~/secrets-of-the-team\n");
        consumer.Write("secrets/app.env", "GREETING=hello-from-the-vault\n");
        consumer.Write(
            "build.cake",
            $$"""
            #addin nuget:?package=Cake.TazPod&version={{Feed.Version}}

            var here = new TazPodSettings { SecretsDirectory = "./secrets", PassphraseFile = "./passphrase" };
            var there = new TazPodSettings { SecretsDirectory = "./out", VaultFile = "./there/vault.tar.aes", PassphraseFile = "./passphrase" };

            Task("Push").Does(() =>
            {
                Information($"script: {VaultSetup(here).Status}");
                Information($"script: {VaultSave(here).Status}");
                var push = VaultPush(here);
                Information($"script: {push.Status} {push.Outcome == PushOutcome.Pushed}");
                Information($"script: {VaultHistory(here).Entries.Count} copy");
                Information($"script: {VaultPull(here).Status}");
                Information($"script: {VaultStatus(here).Relation}");
                var plan = VaultPrune(new TazPodSettings { Plan = true, Retention = 1 });
                Information($"script: planned {plan.Pruned.Count}");
                Information($"script: {VaultVerify(here).Status}");
                Information($"script: {VaultPin(new TazPodSettings { Note = "kept" }).Status} {VaultHistory(here).Entries[0].Note}");
                Information($"script: {VaultUnpin(new TazPodSettings { Index = 1 }).Status}");
                var diff = VaultDiff(new TazPodSettings { From = "latest", To = "local", PassphraseFile = "./passphrase" });
                Information($"script: {diff.Entries.Count} differ");
            });

            Task("Pull").Does(() =>
            {
                if (VaultPull(there).Changed)
                {
                    VaultUnlock(there);
                }
            });

            Task("Bad").Does(() =>
            {
                try
                {
                    VaultPush(new TazPodSettings { Retention = 0 });
                }
                catch (CakeException failure)
                {
                    Information($"script: code {failure.ExitCode}, {failure.Message}");
                }

                try
                {
                    VaultPush(new TazPodSettings { VaultFile = "./nowhere/vault.tar.aes" });
                }
                catch (CakeException failure)
                {
                    Information($"script: {failure.Message}");
                }

                try
                {
                    VaultLogin(new TazPodSettings { Profile = "work" });
                }
                catch (CakeException failure)
                {
                    Information($"script: code {failure.ExitCode}");
                }

                Information($"script: {VaultDoctor().Status}");
                var run = VaultRun(new TazPodSettings { Command = "dotnet --version", EnvironmentFile = "app.env", PassphraseFile = "./passphrase" });
                Information($"script: ran with {run.Variables.Count}");
            });

            Task("Default").IsDependentOn("Push").IsDependentOn("Pull").IsDependentOn("Bad");

            RunTarget(Argument("target", "Default"));
            """);
        return consumer;
    }
}
