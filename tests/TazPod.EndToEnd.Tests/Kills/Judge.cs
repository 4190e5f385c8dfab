namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Compares the state after a kill, and after the next run, with the states before and after an undisturbed run.</summary>
internal sealed class Judge(Scene scene, Scenario scenario, State before, State after)
{
    /// <summary>The violations just after the kill, one sentence each.</summary>
    public IEnumerable<string> AfterKill()
    {
        var now = scene.Now();
        foreach (var leak in scene.Leaks())
            yield return leak;
        if (!IsOneOf(now.Vault, before.Vault, after.Vault))
            yield return "the vault file is neither the old nor the new one";
        if (!IsOneOf(now.Latest, before.Latest, after.Latest))
            yield return "latest is neither the old nor the new one";
        if (before.Latest is { } stood && !now.History.Append(now.Latest).Any(each => each is not null && each.AsSpan().SequenceEqual(stood)))
            yield return "the old latest exists nowhere now";
        if (now.History.FirstOrDefault(copy => VaultBytes.TryOpen(copy) is null) is not null)
            yield return "a history copy does not open";
        if (!scenario.IsInPlace && now.Secrets is not null && now.Secrets != before.Secrets && now.Secrets != after.Secrets)
            yield return "the secrets directory is neither the old nor the new one";
        if (scenario.Keeps is { } kept && !scene.Holds(kept))
            yield return $"'{kept}' is gone";
    }

    /// <summary>The violations after the same step was run again.</summary>
    public IEnumerable<string> AfterRerun(int exitCode)
    {
        var now = scene.Now();
        if (!scenario.Ends.Contains(exitCode))
            yield return $"the next run ends with {exitCode}";
        foreach (var leak in scene.Leaks())
            yield return $"{leak} after the next run";
        if (!Same(now.Vault, after.Vault))
            yield return "the next run leaves another vault file";
        if (!Same(now.Latest, after.Latest))
            yield return "the next run leaves something else at latest";
        if (before.Latest is { } stood && !now.History.Append(now.Latest).Any(each => each is not null && each.AsSpan().SequenceEqual(stood)))
            yield return "the old latest exists nowhere after the next run";
        if (now.Secrets != after.Secrets)
            yield return "the next run leaves another secrets directory";
        if (scenario.Keeps is { } kept && !scene.Holds(kept))
            yield return $"'{kept}' is gone after the next run";
        var differing = now.Paths.Split('\n').Except(after.Paths.Split('\n')).Concat(after.Paths.Split('\n').Except(now.Paths.Split('\n')))
            .Where(path => !scenario.MayKeepMore || !path.EndsWith(".local", StringComparison.Ordinal)).ToList();
        if (differing.Count > 0)
            yield return $"other files than after an undisturbed run: {string.Join(", ", differing)}";
    }

    private static bool IsOneOf(byte[]? now, byte[]? old, byte[]? made) =>
        now is null ? old is null || made is null : Same(now, old) || Same(now, made);

    // A vault that is sealed again has other bytes and the same content.
    private static bool Same(byte[]? now, byte[]? expected)
    {
        if (now is null || expected is null)
            return now is null && expected is null;
        return now.AsSpan().SequenceEqual(expected)
            || (VaultBytes.TryOpen(now) is { } content && content == VaultBytes.TryOpen(expected));
    }
}
