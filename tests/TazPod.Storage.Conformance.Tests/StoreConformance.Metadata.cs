using TazPod.Vault.Errors;

namespace TazPod.Storage.Conformance.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Metadata_is_returned_unchanged()
    {
        var metadata = new Dictionary<string, string>
        {
            ["content-sha256"] = new('a', 64),
            ["history-key"] = "tazpod/vault/history/vault-20260101T000000.tar.aes",
            ["pushed-by"] = "user@host (x=1; \"quoted\", 'single', \\ %41 + ~)",
            ["retention"] = "50",
        };
        await StoreAsync("a", Text("x"), metadata);
        Assert.Equal(metadata, Sorted((await Store.HeadObjectAsync("a", Token)).Head!.Metadata));
    }

    [Fact]
    public async Task Metadata_keys_are_returned_in_lower_case()
    {
        await StoreAsync("a", Text("x"), new() { ["Content-SHA256"] = "AbC" });
        Assert.Equal("AbC", (await Store.HeadObjectAsync("a", Token)).Head?.Label("content-sha256"));
    }

    [Fact]
    public async Task An_empty_metadata_value_is_a_missing_one()
    {
        await StoreAsync("a", Text("x"), new() { ["empty"] = "", ["full"] = "1" });
        var head = (await Store.HeadObjectAsync("a", Token)).Head!;
        Assert.Null(head.Label("empty"));
        Assert.DoesNotContain(head.Metadata.Values, string.IsNullOrEmpty);
        Assert.Equal("1", head.Label("full"));
    }

    [Fact]
    public async Task Almost_two_kilobytes_of_metadata_are_kept()
    {
        var value = new string('v', 2000);
        await StoreAsync("a", Text("x"), new() { ["long"] = value });
        Assert.Equal(value, (await Store.HeadObjectAsync("a", Token)).Head?.Label("long"));
    }

    [Theory]
    [InlineData("label", "not ASCII: ü")]
    [InlineData("label", "two\nlines")]
    [InlineData("la bel", "value")]
    public async Task Metadata_that_is_invalid_in_a_header_is_refused_and_nothing_is_stored(string key, string value)
    {
        await Assert.ThrowsAsync<VaultException>(() => StoreAsync("a", Text("x"), new() { [key] = value }));
        Assert.Null((await Store.HeadObjectAsync("a", Token)).Head);
    }

    [Fact]
    public async Task Two_kilobytes_of_metadata_are_refused_and_nothing_is_stored()
    {
        await FailsAsync(VaultErrors.StoreFailed, () => StoreAsync("a", Text("x"), new() { ["long"] = new('v', 2044) }));
        Assert.Null((await Store.HeadObjectAsync("a", Token)).Head);
        await StoreAsync("a", Text("x"), new() { ["long"] = new('v', 2043) });
    }

    private static Dictionary<string, string> Sorted(IReadOnlyDictionary<string, string> metadata) =>
        metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
}
