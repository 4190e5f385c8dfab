using System.Globalization;
using TazPod.Testing;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3.Tests;

public sealed class SecrecyTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Token = "FQoGZXIvYXdzEXAMPLETOKENFQoGZXIvYXdzEXAMPLETOKEN";

    [Fact]
    public async Task A_user_and_password_in_the_endpoint_are_not_used()
    {
        await using var store = await TestStore.StartAsync();
        using var client = store.With(options => options with
        {
            Endpoint = new UriBuilder(options.Endpoint!) { UserName = "ops", Password = "hunter2" }.Uri,
        });
        await client.ListObjectsAsync("");
        store.Endpoint.Faults.On(_ => true, Fault.Status(500, "InternalError"));
        var failure = await Assert.ThrowsAsync<VaultException>(() => client.ListObjectsAsync(""));
        foreach (var text in new[] { failure.ToString(), client.Identity.ToString(), client.Identity.Endpoint })
        {
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ops@", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ops:", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_secret_is_in_any_message_even_when_the_store_echoes_it()
    {
        await using var store = await TestStore.StartAsync();
        using var client = store.With(options => options with { SecretAccessKey = Secret, SessionToken = Token });
        var failures = new List<VaultException>();
        foreach (var (_, ask) in FailureTests.Requests(client))
        {
            failures.Add(await Assert.ThrowsAsync<VaultException>(ask));
        }

        Assert.All(failures, failure => Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal));

        store.Endpoint.Faults.On(_ => true, Fault.Status(418, "Teapot", $"your token was {Token}\nand your key {Secret}"));
        var echoed = await Assert.ThrowsAsync<VaultException>(() => client.ListObjectsAsync(""));
        Assert.Contains("your token was *** and your key ***", echoed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, echoed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, echoed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_echoes_renewed_keys_contains_none_of_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process of this test is a shell script");
        using var home = new TemporaryDirectory("renewed");
        Directory.CreateDirectory(home.Combine(".aws"));
        var (count, ends) = (home.Combine("count"), DateTime.UtcNow.AddSeconds(30).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(home.Combine("keys.sh"), $$"""
            echo >> {{count}}
            n=$(wc -l < {{count}})
            echo '{"Version":1,"AccessKeyId":"KEY","SecretAccessKey":"hidden-secret-'$n'","SessionToken":"hidden-token-'$n'","Expiration":"{{ends}}"}'

            """);
        await File.WriteAllTextAsync(home.Combine(".aws", "config"), $"[profile work]\ncredential_process = /bin/sh {home.Combine("keys.sh")}\n");
        await using var store = await TestStore.StartAsync();
        using var client = S3Client.Create(
            store.Options with { AccessKeyId = null, SecretAccessKey = null, Profile = "work" },
            new Dictionary<string, string> { ["HOME"] = home.Path }.GetValueOrDefault);
        store.Endpoint.Faults.On(
            _ => true, Fault.Status(418, "Teapot", string.Join(' ', Enumerable.Range(1, 9).Select(each => $"hidden-secret-{each} hidden-token-{each}"))));

        await Assert.ThrowsAsync<VaultException>(() => client.ListObjectsAsync(""));
        var echoed = await Assert.ThrowsAsync<VaultException>(() => client.ListObjectsAsync(""));

        var given = File.ReadAllLines(count).Length;
        Assert.InRange(given, 3, 9);

        // The first pair expired before a request was sent: the store has never seen it.
        for (var each = 2; each <= given; each++)
        {
            Assert.DoesNotContain($"hidden-secret-{each}", echoed.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain($"hidden-token-{each}", echoed.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_do_not_print_their_secrets()
    {
        var options = new S3StoreOptions { Bucket = "b", Region = "r", AccessKeyId = "K", SecretAccessKey = Secret, SessionToken = Token };
        Assert.DoesNotContain(Secret, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_is_known_by_its_region_or_its_address()
    {
        var options = new S3StoreOptions { Bucket = "b", Region = "eu-central-1" };
        using var aws = S3Client.Create(options, NoEnvironment.Find);
        Assert.Equal(new StoreIdentity("aws:eu-central-1", "b"), aws.Identity);
        Assert.Equal(ConditionSupport.Honoured, aws.Conditions);
        using var regional = S3Client.Create(options with { Endpoint = new Uri("https://s3.eu-west-1.amazonaws.com") }, NoEnvironment.Find);
        Assert.Equal(ConditionSupport.Honoured, regional.Conditions);
        using var other = S3Client.Create(options with { Endpoint = new Uri("https://amazonaws.com.example.org/") }, NoEnvironment.Find);
        Assert.Equal(ConditionSupport.Unknown, other.Conditions);
        Assert.Equal("https://amazonaws.com.example.org", other.Identity.Endpoint);
    }

    [Theory]
    [InlineData("", "eu-central-1")]
    [InlineData("a/b", "eu-central-1")]
    [InlineData("a?b", "eu-central-1")]
    [InlineData("b", "")]
    [InlineData("b", "evil.example.org/")]
    public void Names_that_would_lead_to_another_address_are_refused(string bucket, string region)
    {
        var failure = Assert.Throws<VaultException>(() =>
            S3Client.Create(new S3StoreOptions { Bucket = bucket, Region = region }, NoEnvironment.Find));
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
    }
}
