using TazPod.Vault.Copies;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Tests.Copies;

public sealed class LatestVersionTests
{
    [Fact]
    public void Who_pushed_it_and_from_where_is_shown_escaped()
    {
        var head = new ObjectHead("latest", 1, DateTimeOffset.UnixEpoch, "etag", new Dictionary<string, string>
        {
            [ObjectLabels.PushedBy] = "me\u202e\u001b[2J",
            [ObjectLabels.PushedFrom] = "run\u200b 1",
        });

        Assert.Equal(@"19700101T000000, pushed by me\u202e?[2J from run\u200b 1 at 1970-01-01 00:00:00Z", LatestVersion.Describe(head));
    }

    [Fact]
    public void A_note_is_shown_escaped() => Assert.EndsWith(
        @": kept\u2067", new PinResult(true, "store", "20260101T000000", "key", "kept\u2067").Summary, StringComparison.Ordinal);
}
