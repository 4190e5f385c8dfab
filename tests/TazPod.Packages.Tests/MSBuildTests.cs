using System.Net;
using System.Net.Sockets;
using TazPod.Packages.Tests.Support;
using TazPod.Testing.S3;
using TazPod.Vault;

namespace TazPod.Packages.Tests;

/// <summary>TazPod.MSBuild in projects with one and with several target frameworks.</summary>
public sealed class MSBuildTests(Feed feed)
{
    [Theory]
    [InlineData("net10.0", true)]
    [InlineData("net10.0;netstandard2.0", false)]
    public async Task Every_target_runs_once_and_reports_what_it_did(string frameworks, bool isS3)
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Project(frameworks).Use(isS3 ? endpoint : null);
        await SaveAsync(consumer);
        await consumer.DoAsync("restore", "-nologo");

        await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:SetupStorage");
        var push = await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:PushVault");
        var again = await consumer.DoAsync("msbuild", "-nologo", "-t:PullVault", "-getProperty:TazPodStatus", "-getItem:TazPodOutcome");
        await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:UnlockVault", "-p:TazPodSecrets=out");
        var plan = await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:PruneHistory", "-p:TazPodPlan=true", "-p:TazPodRetention=1");

        Assert.Single(Lines(push, "pushed '"));
        Assert.Contains("\"TazPodStatus\": \"unchanged\"", again, StringComparison.Ordinal);
        Assert.Contains("\"VaultFile\": \"", again, StringComparison.Ordinal);
        Assert.Equal(Consumer.Secret, await File.ReadAllTextAsync(consumer.Path("out/token")));
        Assert.Single(Lines(plan, "nothing to prune"));
        if (isS3)
            Assert.Equal(2, endpoint.Bucket(Consumer.Bucket).Keys.Count);

        var (exitCode, failure) = await consumer.RunAsync("build", "-nologo", "--no-restore", "-t:PushVault", "-p:TazPodRetention=0");
        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"{consumer.Path("consumer.csproj")} : error TAZPOD1001: retention '0' from TazPodRetention is not allowed",
            failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_pulls_once_for_all_frameworks_in_one_request_when_nothing_is_new()
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Project("net10.0;netstandard2.0", "<TazPodPullBeforeBuild>true</TazPodPullBeforeBuild>").Use(endpoint);
        await SaveAsync(consumer);
        await consumer.DoAsync("build", "-nologo", "-t:SetupStorage");
        await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:PushVault");
        File.Delete(consumer.VaultFile);
        endpoint.ResetRequests();

        var first = await consumer.DoAsync("build", "-nologo", "--no-restore");
        Assert.Equal(["GetObject"], endpoint.Operations);
        Assert.Single(Lines(first, "pulled latest"));
        Assert.Contains("status pulled", first, StringComparison.Ordinal);

        endpoint.ResetRequests();
        var second = await consumer.DoAsync("build", "-nologo", "--no-restore", "-f", "net10.0");
        Assert.Equal(["GetObject"], endpoint.Operations);
        Assert.Contains("status unchanged", second, StringComparison.Ordinal);

        endpoint.ResetRequests();
        await consumer.DoAsync("build", "-nologo", "--no-restore", "-p:DesignTimeBuild=true", "-f", "net10.0");
        Assert.Empty(endpoint.Operations);
    }

    [Fact]
    public async Task An_unreachable_store_is_a_warning_only_if_requested()
    {
        using var consumer = Project("net10.0", "<TazPodPullBeforeBuild>true</TazPodPullBeforeBuild>");
        consumer.Environment["AWS_ENDPOINT_URL_S3"] = "http://127.0.0.1:9";
        consumer.Environment["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
        consumer.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        consumer.Write(".tazpod/config.yaml", "vault:\n  retries: 0\n");

        var tolerant = await consumer.DoAsync("build", "-nologo", "-p:TazPodPullOptional=true");
        var (exitCode, strict) = await consumer.RunAsync("build", "-nologo", "--no-restore");

        Assert.Contains(" : warning TAZPOD2004: ", tolerant, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Contains(" : error TAZPOD2004: ", strict, StringComparison.Ordinal);
    }

    /// <summary>The terminal logger hides the output of targets, except for a line in the form of a built project.</summary>
    [Fact]
    public async Task The_terminal_logger_shows_the_result()
    {
        using var consumer = Project("net10.0").Use(null);
        await SaveAsync(consumer);

        var output = await consumer.DoAsync("build", "-nologo", "-t:SetupStorage;PushVault", "-tl:on");

        Assert.Contains("→ pushed '", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terminal_logger_shows_the_table_of_a_result()
    {
        using var consumer = Project("net10.0").Use(null);
        await SaveAsync(consumer);
        await consumer.DoAsync("build", "-nologo", "-t:SetupStorage;PushVault");

        var history = await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:ListHistory", "-tl:on");
        var status = await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:VaultStatus", "-tl:on");

        Assert.Matches(@"→ 1 history copy[^\n]*\n(?s).*\d{8}T\d{6}", history);
        Assert.Matches(@"→ [^\n]*\n(?s).*\d{8}T\d{6}", status);
    }

    [Fact]
    public async Task A_misspelt_property_is_refused_with_the_nearest_name()
    {
        using var consumer = Project("net10.0").Use(null);

        var (exitCode, output) = await consumer.RunAsync("build", "-nologo", "-t:SetupStorage", "-p:TazPodBuckt=another");

        Assert.Equal(1, exitCode);
        Assert.Contains(" : error TAZPOD1002: unknown property TazPodBuckt; nothing was done. Did you mean TazPodBucket?", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(consumer.Path("store")));
    }

    [Fact]
    public async Task The_secrets_of_the_user_are_not_sealed_into_the_vault_of_a_project()
    {
        using var consumer = Project("net10.0").Use(null);
        consumer.Environment["HOME"] = consumer.Path("home");
        consumer.Write("home/secrets/token", Consumer.Secret);

        var (exitCode, output) = await consumer.RunAsync("build", "-nologo", "-t:SaveVault");

        Assert.Equal(1, exitCode);
        Assert.Contains(" : error TAZPOD1001: SaveVault needs the project's secrets directory", output, StringComparison.Ordinal);
        Assert.Contains("-p:TazPodSecrets=DIRECTORY", output, StringComparison.Ordinal);
        Assert.False(File.Exists(consumer.VaultFile));
    }

    [Fact]
    public async Task A_stopped_build_does_not_wait_for_a_silent_store()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it is stopped by a signal");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var consumer = Project("net10.0");
        consumer.Environment["AWS_ENDPOINT_URL_S3"] = $"http://{silent.LocalEndpoint}";
        consumer.Environment["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
        consumer.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        consumer.Write(".tazpod/config.yaml", "vault:\n  request_timeout: 60m\n");
        await SaveAsync(consumer);
        await consumer.DoAsync("restore", "-nologo");

        var connection = silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();
        var (exitCode, output) = await consumer.RunAsync(
            async build =>
            {
                // Once it has connected, it waits for a response that never arrives.
                await connection;
                build.Signal("INT");
            },
            "build", "-nologo", "--no-restore", "-t:PushVault", "-tl:off");

        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("TAZPOD2004", output, StringComparison.Ordinal);
        Assert.Contains("PushVault was interrupted", output, StringComparison.Ordinal);
        (await connection).Dispose();
    }

    [Fact]
    public async Task Hints_name_existing_properties_and_commands()
    {
        using var consumer = Project("net10.0").Use(null);
        consumer.Environment["TAZPOD_SECRETS"] = "secrets";
        await consumer.DoAsync("restore", "-nologo");
        await consumer.DoAsync("build", "-nologo", "--no-restore", "-t:SetupStorage;SaveVault;PushVault");
        consumer.Write("secrets/token", "another secret");
        var (unsaved, kept) = await consumer.RunAsync("build", "-nologo", "--no-restore", "-t:UnlockVault");
        consumer.Environment.Remove("TAZPOD_STORAGE");
        consumer.Environment["HOME"] = consumer.Path("home");
        consumer.Write("home/.aws/config", "[profile work]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1\nsso_account_id = 1\nsso_role_name = r\n");
        var (expired, session) = await consumer.RunAsync("build", "-nologo", "--no-restore", "-t:PullVault", "-p:TazPodProfile=work");

        Assert.Equal((1, 1), (unsaved, expired));
        Assert.Contains("UnlockVault -p:TazPodForce=true", kept, StringComparison.Ordinal);
        Assert.Contains("Run aws sso login --profile work", session, StringComparison.Ordinal);
        Assert.DoesNotContain("--target", session, StringComparison.Ordinal);
    }

    private static string[] Lines(string output, string what) =>
        [.. output.Split('\n').Where(line => line.Contains(what, StringComparison.Ordinal))];

    private static async Task SaveAsync(Consumer consumer)
    {
        var settings = new Vault.Settings.VaultSettings
        {
            Storage = Vault.Settings.StorageLocation.InDirectory(consumer.Path("unused")),
            VaultFile = consumer.VaultFile,
            SecretsDirectory = consumer.Path("secrets"),
            PassphraseFile = consumer.Path("passphrase"),
        };
        await VaultService.Open(settings).SaveAsync();
    }

    private Consumer Project(string frameworks, string properties = "")
    {
        var consumer = new Consumer(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } };
        consumer.Write(
            "consumer.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <{(frameworks.Contains(';') ? "TargetFrameworks" : "TargetFramework")}>{frameworks}</{(frameworks.Contains(';') ? "TargetFrameworks" : "TargetFramework")}>
                <EnableDefaultItems>false</EnableDefaultItems>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TazPod.MSBuild" Version="{Feed.Version}" PrivateAssets="all" />
              </ItemGroup>
              <Target Name="Tell" AfterTargets="TazPodPullBeforeBuild">
                <Message Importance="high" Text="status $(TazPodStatus)" />
              </Target>
            </Project>
            """);
        return consumer;
    }
}
