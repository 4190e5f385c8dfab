using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class RgwServerTests
{
    [Fact]
    public void Without_a_server_tests_are_skipped_and_the_reason_says_what_to_set() =>
        Assert.Contains("S3_TEST_SERVER=rgw", RgwServer.ReasonToSkip(Environment([])), StringComparison.Ordinal);

    [Fact]
    public void A_promised_server_that_is_not_named_fails_the_tests_instead_of_skipping_them()
    {
        var environment = Environment(new() { ["S3_TEST_SERVER"] = "rgw" });
        Assert.Null(RgwServer.ReasonToSkip(environment));
        Assert.Contains("S3_TEST_ENDPOINT", Assert.Throws<InvalidOperationException>(() => RgwServer.From(environment)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_servers_own_keys_are_preferred()
    {
        var environment = Environment(new()
        {
            ["S3_TEST_ENDPOINT"] = "http://127.0.0.1:7480",
            ["AWS_ACCESS_KEY_ID"] = "general",
            ["AWS_SECRET_ACCESS_KEY"] = "general secret",
            ["S3_TEST_ACCESS_KEY"] = "own",
            ["S3_TEST_SECRET_KEY"] = "own secret",
        });
        Assert.Equal(new RgwServer(new Uri("http://127.0.0.1:7480"), "own", "own secret", "eu-central-1"), RgwServer.From(environment));
    }

    [Fact]
    public void A_server_without_keys_fails_the_tests()
    {
        var environment = Environment(new() { ["S3_TEST_ENDPOINT"] = "http://127.0.0.1:7480" });
        Assert.Contains("AWS_ACCESS_KEY_ID", Assert.Throws<InvalidOperationException>(() => RgwServer.From(environment)).Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(Dictionary<string, string> values) => values.GetValueOrDefault;
}
