using System.Text;
using System.Text.Json.Nodes;
using TazPod.Vault.Lineages;

namespace TazPod.Vault.Tests.Lineages;

public sealed class LineagePointerTests
{
    private const string Prefix = "vault/raft-snapshots";

    /// <summary>A change to a valid pointer: the path of the field and its new JSON.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "version", "0" }, { "version", "-1" }, { "version", "\"1\"" }, { "version", "1.5" }, { "version", "null" },
        { "lineage", "\"test\"" }, { "lineage", "\"../prod\"" }, { "lineage", "\"\"" }, { "lineage", "null" }, { "lineage", "7" },
        { "generation", "-1" }, { "generation", "0" }, { "generation", "2" }, { "generation", "7.0" }, { "generation", "1e1" }, { "generation", "9007199254740993" },
        { "generation", "99999999999999999999" }, { "generation", "\"7\"" }, { "generation", "null" },
        { "slot", "\"slot-c\"" }, { "slot", "\"slot-b\"" }, { "slot", "\"SLOT-A\"" }, { "slot", "null" },
        { "key", "\"vault/raft-snapshots/prod/slot-b\"" }, { "key", "\"vault/raft-snapshots/prod/../test/slot-a\"" }, { "key", "\"/etc/passwd\"" }, { "key", "null" },
        { "etag", $"\"{new string('e', 129)}\"" }, { "created", "\"9000-01-01T00:00:00Z\"" }, { "contentSha256", $"\"{new string('c', 63)}\"" },
        { "etag", "\"\"" }, { "etag", "\"a b\"" }, { "etag", "\"\\\"a\\\"\"" }, { "etag", "\"a\\r\\nx: y\"" }, { "etag", "null" },
        { "size", "-1" }, { "size", "5368709121" }, { "size", "1.5" }, { "size", "null" },
        { "sha256", "\"abc\"" }, { "sha256", $"\"{new string('A', 64)}\"" }, { "sha256", $"\"{new string('g', 64)}\"" }, { "sha256", "null" },
        { "contentSha256", "\"abc\"" }, { "created", "\"yesterday\"" }, { "created", "\"9999-12-31T23:59:59Z\"" }, { "created", "null" },
        { "createdBy", "\"\"" }, { "createdBy", "\"a\\nb\"" }, { "createdBy", $"\"{new string('x', 301)}\"" }, { "createdFrom", "\"\\u001b[2J\"" },
        { "push", "\"1\"" }, { "push", "null" }, { "fence", "\"1\"" },
        { "fingerprint", "\"\"" }, { "fingerprint", "\" \"" }, { "fingerprint", "\"a\\nb\"" }, { "fingerprint", "\"\\u001b[2J\"" }, { "fingerprint", "7" },
        { "fingerprint", $"\"{new string('x', 201)}\"" }, { "previous.fingerprint", "\"a\\u0000\"" },
        { "previous", "{}" }, { "previous", "[]" }, { "previous", "\"6\"" }, { "previous.generation", "7" }, { "previous.generation", "0" },
        { "previous.slot", "\"slot-a\"" }, { "previous.key", "\"x\"" }, { "previous.sha256", "null" },
    };

    public static TheoryData<string> Texts =>
    [
        "", " ", "null", "1", "\"\"", "[]", "{}", "{", "not json", "{\"version\":1}", "{\"version\":1,\"version\":1}", "\u0000",
        "{\"version\":1,\"lineage\":\"prod\",\"generation\":0,\"size\":1}", "{\"version\":1}{}", new string('[', 5000),
        "{\"version\":1,\"lineage\":\"prod\",\"generation\":0,\"previous\":{\"previous\":{\"previous\":{\"previous\":{\"previous\":{}}}}}}",
    ];

    [Fact]
    public void A_pointer_is_read_as_it_was_written()
    {
        var pointer = Good();

        Assert.Equal(pointer, LineagePointer.Parse(pointer.ToJson(Prefix), Prefix, "prod"));
        Assert.Equal(pointer, LineagePointer.Parse(pointer.ToJson(Prefix), Prefix, null));
        Assert.Equal(pointer with { Previous = null }, RoundTrip(pointer with { Previous = null }));
        Assert.Equal(new LineagePointer("prod") { Fence = pointer.Fence }, RoundTrip(new LineagePointer("prod") { Fence = pointer.Fence }));
    }

    [Fact]
    public void Its_JSON_is_as_documented()
    {
        var json = JsonNode.Parse(Good().ToJson(Prefix))!.AsObject();

        Assert.Equal(
            ["version", "lineage", "generation", "slot", "key", "etag", "size", "sha256", "contentSha256", "fingerprint", "created", "createdBy", "createdFrom", "push", "previous", "fence"],
            json.Select(property => property.Key));
        Assert.Equal("vault/raft-snapshots/prod/slot-a", (string?)json["key"]);
        Assert.Equal("slot-b", (string?)json["previous"]!["slot"]);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_pointer_is_refused(string path, string value)
    {
        var json = JsonNode.Parse(Good().ToJson(Prefix))!.AsObject();
        var parts = path.Split('.');
        var owner = parts.Length == 1 ? json : json[parts[0]]!.AsObject();
        owner[parts[^1]] = JsonNode.Parse(value);

        Refused(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    [Fact]
    public void What_is_just_within_the_limits_is_accepted()
    {
        var pointer = Good() with
        {
            Current = At(Generation.MostNumbers, LineageSlot.A) with
            {
                ETag = new string('e', 128),
                Size = SnapshotLimits.MaximumSize,
                Created = new DateTimeOffset(8999, 12, 31, 23, 59, 59, TimeSpan.Zero),
                CreatedBy = new string('x', 300),
            },
            Previous = At(Generation.MostNumbers - 1, LineageSlot.B) with { Size = 0 },
        };

        Assert.Equal(pointer, RoundTrip(pointer));
    }

    [Theory]
    [InlineData("unknown", "1")]
    [InlineData("Slot", "\"slot-b\"")]
    [InlineData("snapshot_sha256", "\"abc\"")]
    [InlineData("previous.unknown", "{}")]
    public void An_unknown_field_is_ignored(string path, string value)
    {
        var json = JsonNode.Parse(Good().ToJson(Prefix))!.AsObject();
        var parts = path.Split('.');
        (parts.Length == 1 ? json : json[parts[0]]!.AsObject())[parts[^1]] = JsonNode.Parse(value);

        Assert.Equal(Good(), LineagePointer.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), Prefix, "prod"));
    }

    [Theory]
    [InlineData("{\"vault_lineage_id\":\"prod\",\"snapshot_sha256\":\"abc\"}", true)]
    [InlineData("{\"version\":1,\"snapshot_compare_fingerprint\":null}", true)]
    [InlineData("{\"version\":2,\"current\":[{\"snapshot_sha256\":\"abc\"}]}", true)]
    [InlineData("{\"version\":1,\"lineage\":\"prod\",\"snapshot_sha256\":\"abc\"}", false)]
    [InlineData("{\"version\":1,\"note\":\"snapshot_sha256\"}", false)]
    [InlineData("{\"vault_lineage_id\":\"prod\"", false)]
    [InlineData("\"vault_lineage_id\"", false)]
    public void The_pointer_of_another_tool_is_recognised(string json, bool isForeign)
    {
        var refusal = Assert.ThrowsAny<FormatException>(() => LineagePointer.Parse(Encoding.UTF8.GetBytes(json), Prefix, "prod"));

        Assert.Equal(isForeign, refusal is ForeignPointerException);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Content_other_than_a_pointer_is_refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_doubled_field_is_refused()
    {
        var json = Encoding.UTF8.GetString(Good().ToJson(Prefix));

        Refused(Encoding.UTF8.GetBytes(json.Replace("\"slot\":", "\"slot\": \"slot-b\", \"slot\":", StringComparison.Ordinal)));
        Refused(Encoding.UTF8.GetBytes(json + json));
        Refused([.. Good().ToJson(Prefix), .. new byte[] { 0xFF }]);
    }

    [Fact]
    public void A_pointer_of_another_prefix_is_refused() =>
        Assert.Throws<FormatException>(() => LineagePointer.Parse(Good().ToJson("other"), Prefix, null));

    [Fact]
    public void A_newer_layout_is_named()
    {
        var refusal = Assert.Throws<FormatException>(() => LineagePointer.Parse("{\"version\":2,\"anything\":[]}"u8, Prefix, null));
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_long_is_refused_unread() =>
        Assert.Contains("16385 bytes", Assert.Throws<FormatException>(() => LineagePointer.Parse(new byte[16385], Prefix, null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("prod", true)]
    [InlineData("0fd1c8a6-2b7e-4d1b-9d0f-3f1f6f1f2a10", true)]
    [InlineData("A_b-1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("latest.json", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_lineage_has_a_safe_name(string id, bool isOne) => Assert.Equal(isOne, LineageKeys.IsId(id));

    [Fact]
    public void A_lineages_name_is_at_most_64_long()
    {
        Assert.True(LineageKeys.IsId(new string('a', 64)));
        Assert.False(LineageKeys.IsId(new string('a', 65)));
    }

    [Theory]
    [InlineData("vault/raft-snapshots", true)]
    [InlineData("a", true)]
    [InlineData("tazpod/vault/lineage", true)]
    [InlineData("tazpod/vault/history", false)]
    [InlineData("tazpod/vault/history/x", false)]
    [InlineData("a/", false)]
    [InlineData("/a", false)]
    [InlineData("a//b", false)]
    [InlineData("a/../b", false)]
    [InlineData(".a", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void A_prefix_does_not_lead_elsewhere(string prefix, bool isOne) => Assert.Equal(isOne, LineageKeys.IsPrefix(prefix));

    private static void Refused(byte[] json) =>
        Assert.DoesNotContain('\n', Assert.ThrowsAny<FormatException>(() => LineagePointer.Parse(json, Prefix, "prod")).Message);

    private static LineagePointer RoundTrip(LineagePointer pointer) => LineagePointer.Parse(pointer.ToJson(Prefix), Prefix, "prod");

    private static LineagePointer Good() => new("prod")
    {
        Current = At(7, LineageSlot.A) with { ContentSha256 = new string('c', 64), Fingerprint = "index=7 term=2", CreatedFrom = "github run 7" },
        Previous = At(6, LineageSlot.B) with { Fingerprint = "index=6 term=2" },
        Fence = new string('f', 32),
    };

    private static Generation At(long number, LineageSlot slot) => new(
        number, slot, new string('e', 32), 1234, new string('a', 64), new DateTimeOffset(2026, 5, 20, 21, 0, 0, TimeSpan.Zero), "ops@host", new string('d', 32));
}
