namespace TazPod.EndToEnd.Tests.Support;

/// <summary>One workspace with a pushed vault for all tests of a class. For tests that change nothing, and assert that.</summary>
public sealed class PushedPlace : IAsyncLifetime
{
    internal Place Place { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Place = await Place.PushedAsync();
        Place.Write("wrong-passphrase", "another passphrase");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}
