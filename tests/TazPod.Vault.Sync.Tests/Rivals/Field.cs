namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>All participants of a race.</summary>
internal sealed class Field : IDisposable
{
    private readonly IReadOnlyList<Rival> rivals;

    private Field(IReadOnlyList<Rival> rivals) => this.rivals = rivals;

    /// <summary>This many rivals. Each knows that the store honours conditions.</summary>
    public static async Task<Field> EnterAsync(Arena arena, int count)
    {
        // The names are unambiguous anywhere in a message: none is the beginning of another.
        var field = new Field([.. Enumerable.Range(1, count).Select(number => new Rival(arena, $"rival-{number:00}"))]);
        await field.rivals[0].SetupAsync(); // the settings of the bucket are not what they race for
        await Task.WhenAll(field.rivals.Skip(1).Select(rival => Task.Run(rival.SetupAsync)));
        return field;
    }

    /// <summary>Each rival saves another vault, then all push at once.</summary>
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

    /// <summary>One of them pushes after the race.</summary>
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
