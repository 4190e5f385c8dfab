using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task If_absent_stores_at_a_free_key_once()
    {
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "first", WriteCondition.IfAbsent)).Outcome);
        var again = await PutAsync("a", "second", WriteCondition.IfAbsent);
        Assert.Equal(new PutResult(PutOutcome.ConditionFailed), again);
        await HoldsAsync("a", "first");
    }

    [Fact]
    public async Task If_absent_is_refused_even_for_the_same_content()
    {
        await StoreAsync("a", Text("same"));
        Assert.Equal(PutOutcome.ConditionFailed, (await PutAsync("a", "same", WriteCondition.IfAbsent)).Outcome);
    }

    [Fact]
    public async Task If_absent_stores_again_after_a_deletion()
    {
        await StoreAsync("a", Text("first"));
        await Store.DeleteObjectsAsync(["a"], Token);
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "second", WriteCondition.IfAbsent)).Outcome);
    }

    [Fact]
    public async Task If_match_stores_over_exactly_that_version()
    {
        var first = await StoreAsync("a", Text("first"));
        var second = await PutAsync("a", "second", WriteCondition.IfMatch(first));
        Assert.Equal(PutOutcome.Stored, second.Outcome);
        Assert.Equal(Md5(Text("second")), second.ETag);

        Assert.Equal(new PutResult(PutOutcome.ConditionFailed), await PutAsync("a", "third", WriteCondition.IfMatch(first)));
        await HoldsAsync("a", "second");
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "third", WriteCondition.IfMatch(second.ETag))).Outcome);
        await HoldsAsync("a", "third");
    }

    [Fact]
    public async Task If_match_takes_the_etag_of_a_head_a_listing_and_a_copy()
    {
        var etag = await StoreAsync("source", Text("first"));
        var copy = await Store.CopyObjectAsync("source", etag, "a", Token);
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "second", WriteCondition.IfMatch(copy.ETag))).Outcome);
        var head = (await Store.HeadObjectAsync("a", Token)).Head!.ETag;
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "third", WriteCondition.IfMatch(head))).Outcome);
        var listed = Assert.Single(await Store.ListObjectsAsync("a", Token)).ETag;
        Assert.Equal(PutOutcome.Stored, (await PutAsync("a", "fourth", WriteCondition.IfMatch(listed))).Outcome);
    }

    [Fact]
    public async Task A_refused_write_keeps_metadata_too()
    {
        await StoreAsync("a", Text("x"), new() { ["label"] = "standing" });
        await Store.PutObjectAsync(
            "a", Text("y"), new Dictionary<string, string> { ["label"] = "refused" }, WriteCondition.IfAbsent, null, Token);
        Assert.Equal("standing", (await Store.HeadObjectAsync("a", Token)).Head?.Label("label"));
    }

    [Fact]
    public async Task If_match_stores_nothing_at_a_missing_key()
    {
        Assert.Equal(Traits.IfMatchOfMissingKey, (await PutAsync("a", "x", WriteCondition.IfMatch(Md5(Text("x"))))).Outcome);
        Assert.Null((await Store.HeadObjectAsync("a", Token)).Head);
    }

    [Fact]
    public async Task The_probe_finds_conditions_honoured_and_leaves_nothing()
    {
        var report = await ConditionProbe.ProbeAsync(Store, "tazpod/vault/.probe-", Token);
        Assert.Equal(ConditionSupport.Honoured, report.Support);
        Assert.True(report.CopyWorks);
        Assert.Empty(report.LeftBehind);
        Assert.Empty(await Store.ListObjectsAsync("", Token));
    }
}
