using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

public sealed class MemoryFailuresTests
{
    public static TheoryData<Exception> Lacks =>
    [
        new InsufficientMemoryException(),
        new AggregateException(new InvalidOperationException(), new InsufficientMemoryException()),
        new TypeInitializationException("type", new InsufficientMemoryException()),
        new IOException("Cannot allocate memory", 12),
        VaultErrors.StoreUnreachable.With("unreachable", "again", new HttpRequestException("sending", new InsufficientMemoryException())),
    ];

    [Theory]
    [MemberData(nameof(Lacks))]
    public void A_lack_of_memory_is_detected_by_any_of_its_causes(Exception exception) => Assert.True(MemoryFailures.IsOne(exception));

    [Fact]
    public void No_other_failure_is_mistaken_for_one()
    {
        Assert.False(MemoryFailures.IsOne(null));
        Assert.False(MemoryFailures.IsOne(new IOException("No space left on device", 28)));
        Assert.False(MemoryFailures.IsOne(VaultErrors.FileFailed.With("failed", "again", new InvalidDataException())));
    }

    [Fact]
    public void The_required_amount_includes_the_memory_of_the_program()
    {
        var failure = MemoryFailures.Translate(new InsufficientMemoryException(), 900 << 20);

        Assert.Same(VaultErrors.OutOfMemory, failure.Error);
        Assert.Equal("there is not enough memory: this step needs about 1000 MiB", failure.Message);
        Assert.Contains("more than", MemoryFailures.Translate(new InsufficientMemoryException(), 0).Message, StringComparison.Ordinal);
    }
}
