using Amazon.Runtime;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials;

namespace TazPod.Vault.S3.Tests.Credentials;

public sealed class DiagnosedCredentialsTests
{
    private static readonly VaultException Diagnosis = VaultErrors.ProfileUnusable.With("diagnosed", "a hint");

    [Fact]
    public async Task Every_pair_that_was_handed_out_is_known()
    {
        var given = new Queue<ImmutableCredentials>([new("A", "secret-1", "token-1"), new("A", "secret-1", "token-1"), new("B", "secret-2", "token-2")]);
        using var credentials = Of(() => given.Dequeue());
        for (var times = 0; times < 3; times++)
        {
            await credentials.GetCredentialsAsync();
        }

        Assert.Equal(["secret-1", "secret-2"], credentials.Seen.Select(keys => keys.SecretKey));
    }

    [Fact]
    public async Task A_failed_renewal_is_diagnosed_like_a_first_failure()
    {
        using var credentials = Of(() => throw new AmazonClientException("of the SDK"));
        Assert.Same(Diagnosis, await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync));
    }

    [Fact]
    public async Task A_timeout_of_the_SDK_is_diagnosed_too()
    {
        using var credentials = Of(() => throw new TaskCanceledException("of the SDK's HTTP client"));
        Assert.Same(Diagnosis, await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync));
    }

    [Fact]
    public async Task The_wait_for_keys_is_limited()
    {
        using var hanging = new ManualResetEventSlim();
        using var credentials = Of(
            () =>
            {
                hanging.Wait();
                return new ImmutableCredentials("A", "s", null);
            },
            TimeSpan.FromMilliseconds(50));
        Assert.Same(Diagnosis, await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync));
        hanging.Set();
    }

    [Fact]
    public async Task A_diagnosed_failure_is_not_diagnosed_again()
    {
        var inner = VaultErrors.ProfileUnusable.With("of the source", "a hint");
        using var credentials = Of(() => throw new AmazonClientException("of the SDK", inner));
        Assert.Same(inner, await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync));
    }

    [Fact]
    public async Task New_keys_that_are_invalid_in_a_header_are_refused_like_the_first()
    {
        using var credentials = Of(() => new ImmutableCredentials("A", "line\nend", null));
        Assert.Equal(VaultErrors.CredentialsRejected, (await Assert.ThrowsAsync<VaultException>(credentials.GetCredentialsAsync)).Error);
    }

    private static DiagnosedCredentials Of(Func<ImmutableCredentials> give, TimeSpan? patience = null) =>
        new(new ResolvedCredentials(new Given(give), "a test") { Diagnose = _ => Diagnosis }, patience);

    private sealed class Given(Func<ImmutableCredentials> give) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => give();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(give());
    }
}
