using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;

namespace TazPod.Vault.Sync.Tests.Walks;

/// <summary>Three users of one store, who do at random what users do.</summary>
internal sealed class Walk(World world, Random random)
{
    private static readonly PushOptions Merging = new() { Merge = 5 };
    private readonly Tokens tokens = new();
    private readonly List<string> steps = [];
    private readonly List<Walker> walkers = [];

    /// <summary>What they have done, one line for each step.</summary>
    public string Steps => string.Join('\n', steps);

    /// <summary>Takes steps. After each of them everything that somebody wrote and nobody removed must be somewhere.</summary>
    public async Task RunAsync(int count)
    {
        await StartAsync();
        for (var step = 0; step < count; step++)
        {
            await StepAsync(walkers[random.Next(walkers.Count)]);
            Check();
        }
    }

    /// <summary>All push what they have until everybody has everything.</summary>
    public async Task MeetAsync()
    {
        // The last to push has everything, and then the others get it.
        foreach (var walker in walkers.Concat(walkers))
        {
            steps.Add($"{walker.Name}: pushes everything");
            await PushAllAsync(walker);
            Check();
        }

        var latest = Trees.OfVault(world.Latest)!;
        Assert.Subset(Tokens.In([latest]), tokens.Current.ToHashSet());
        foreach (var walker in walkers)
        {
            await walker.Machine.Service().BootstrapAsync();
            Assert.All(walker.Current, tree => Assert.Equal(latest, tree));
        }
    }

    private async Task StartAsync()
    {
        foreach (var name in (string[])["alice", "bob", "carol"])
        {
            walkers.Add(new Walker(name, world.Machine(name), tokens, random));
        }

        Directory.CreateDirectory(walkers[0].Machine.Secrets);
        await File.WriteAllTextAsync(Path.Combine(walkers[0].Machine.Secrets, "app.env"), $"FIRST={tokens.Next()}\n");
        await walkers[0].Machine.SetUpStoreAsync();
        await walkers[0].Machine.Service().SaveAsync();
        await walkers[0].Machine.Service().PushAsync();
        foreach (var walker in walkers.Skip(1))
        {
            await walker.Machine.Service().BootstrapAsync();
        }
    }

    private Task StepAsync(Walker walker) => random.Next(20) switch
    {
        < 6 => EditAsync(walker),
        < 9 => TryAsync(walker, "save", async service => await service.SaveAsync()),
        9 or 10 => TryAsync(walker, "push", async service => await service.PushAsync()),
        < 14 => TryAsync(walker, "push --merge", async service => await service.PushAsync(Merging)),
        14 => TryAsync(walker, "pull", async service => await service.PullAsync(new PullOptions { Force = random.Next(3) == 0 })),
        15 => TryAsync(walker, "unlock", async service => await service.UnlockAsync(new UnlockOptions { Force = random.Next(3) == 0 })),
        16 => TryAsync(walker, "abort", async service => await service.MergeAsync(new MergeOptions { Abort = true })),
        _ when walker.HasToSettle => SettleAsync(walker),
        _ => TryAsync(walker, "merge", async service => await service.MergeAsync()),
    };

    private Task EditAsync(Walker walker)
    {
        walker.Edit();
        steps.Add($"{walker.Name}: edit");
        return Task.CompletedTask;
    }

    private async Task SettleAsync(Walker walker)
    {
        walker.Settle();
        await TryAsync(walker, "settle and save", async service => await service.SaveAsync());
    }

    // A refusal is an answer, too: each of these steps is taken at any time.
    private async Task TryAsync(Walker walker, string name, Func<VaultService, Task<VerbResult>> verb)
    {
        var before = Tokens.In(walker.Current);
        string outcome;
        try
        {
            outcome = (await verb(walker.Machine.Service())).Status;
        }
        catch (VaultException refusal) when (refusal.Error.ExitCode == ExitCode.Conflict || refusal.Error == VaultErrors.InvalidSetting)
        {
            outcome = refusal.Error.Code;
        }

        steps.Add($"{walker.Name}: {name}: {outcome}");
        if (name is "pull" or "unlock" or "abort")
        {
            // The user wants another state instead. What was here is kept, and is in nobody's way any more.
            tokens.SetAside(before.Except(Tokens.In([.. walkers.SelectMany(each => each.Current), Trees.OfVault(world.Latest)!])));
        }
    }

    private async Task PushAllAsync(Walker walker)
    {
        // Edits of the directory are merged first, and then they are saved.
        await MergeAsync(walker);
        if ((await walker.Machine.Service().StatusAsync()).Secrets!.State == SecretsState.Outdated)
        {
            await TryAsync(walker, "unlock", async service => await service.UnlockAsync());
        }

        await walker.Machine.Service().SaveAsync();
        await MergeAsync(walker);
        await walker.Machine.Service().PushAsync();
    }

    private static async Task MergeAsync(Walker walker)
    {
        if (walker.HasToSettle || (await walker.Machine.Service().MergeAsync()).Failure is not null)
        {
            walker.Settle();
            await walker.Machine.Service().SaveAsync();
        }
    }

    private void Check()
    {
        var everywhere = Tokens.In(
        [
            .. walkers.SelectMany(walker => walker.All),
            .. world.Copies.Append(ObjectKeys.Latest).Select(key => Trees.OfVault(world.Bucket.Get(key)!.Content.Span)!),
        ]);
        Assert.True(tokens.Live.IsSubsetOf(everywhere), $"nowhere now: {string.Join(' ', tokens.Live.Except(everywhere))}");
    }
}
