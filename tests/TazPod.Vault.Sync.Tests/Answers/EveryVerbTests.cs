namespace TazPod.Vault.Sync.Tests.Answers;

public sealed class EveryVerbTests
{
    [Fact]
    public void Every_verb_that_needs_a_store_is_tried()
    {
        string[] tried = [.. EveryVerb.Reading.Keys, .. EveryVerb.Sending.Keys];

        Assert.Empty(VaultVerbs.All
            .Where(verb => verb.NeedsStore && !tried.Any(name => name.StartsWith(verb.Name, StringComparison.Ordinal)))
            .Select(verb => verb.Name));
    }
}
