using Amazon.Runtime;
using Amazon.S3.Model;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

public sealed class RgwAgreementTests
{
    [Fact]
    public async Task The_endpoint_as_RGW_and_a_real_RGW_answer_the_same()
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        var bucket = $"agreement-{Guid.NewGuid():N}";
        using var real = Clients.For(RgwServer.Current);
        await real.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = true });
        await using var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [bucket], Quirks = S3Quirks.Rgw });
        using var played = Clients.For(s3, static c => c.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED);

        var expected = await BasicScript.RunAsync(real, bucket);
        await real.DeleteBucketAsync(bucket);
        Assert.Equal(expected, await BasicScript.RunAsync(played, bucket));
    }

    [Fact]
    public async Task The_endpoint_as_AWS_and_as_RGW_agree_on_the_basics_except_for_quotes()
    {
        var lines = new List<IReadOnlyList<string>>();
        foreach (var quirks in new[] { S3Quirks.Aws, S3Quirks.Rgw })
        {
            await using var it = await EndpointFixture.StartAsync(quirks, static c => c.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED);
            var script = await BasicScript.RunAsync(it.Client, "vault");
            lines.Add([.. script.Select(static l => l.Replace("\"", "", StringComparison.Ordinal))]);
        }

        Assert.Equal(lines[0], lines[1]);
    }
}
