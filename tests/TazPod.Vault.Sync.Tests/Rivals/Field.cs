namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>All who take part in a race.</summary>
internal sealed class Field : IDisposable
{
    private readonly IReadOnlyList<Rival> rivals;

    private Field(IReadOnlyList<Rival> rivals) => this.rivals = rivals;

    /// <summary>So many rivals, each of whom knows that the store honours conditions.</summary>
    public static async Task<Field> EnterAsync(Arena arena, int count)
    {
        // Told apart at any place in a message: no name is the beginning of another.
        var field = new Field([.. Enumerable.Range(1, count).Select(number => new Rival(arena, $"rival-{number:00}"))]);
        await Task.WhenAll(field.rivals.Select(rival => Task.Run(rival.SetupAsync)));
        return field;
    }

    /// <summary>Everybody saves another vault; then all push at once.</summary>
    public async Task<List<Operation>> RaceAsync()
    {
        foreach (var rival in rivals)
        {
            rival.Save();
        }

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pushes = rivals.Select(rival => Task.Run(async () =>
        {
            await start.Task;
            return await rival.PushAsync();
        })).ToList();
        start.SetResult();
        return [.. await Task.WhenAll(pushes)];
    }

    public async Task<List<Operation>> PullAsync() => [.. await Task.WhenAll(rivals.Select(rival => Task.Run(rival.PullAsync)))];

    /// <summary>One of them pushes, when the race is over.</summary>
    public async Task<Operation> SaveAndPushOneAsync(bool force)
    {
        rivals[0].Save();
        return await rivals[0].PushAsync(force);
    }

    public void Dispose()
    {
        foreach (var rival in rivals)
        {
            rival.Dispose();
        }
    }
}
