using TazPod.Vault.Errors;
using TazPod.Vault.Tests.Archive;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Tests.Workspace;

public sealed class SyncStateTests : IDisposable
{
    private readonly Scratch directory = new();
    private readonly List<string> notices = [];
    private readonly VaultLocation location;

    public SyncStateTests() => location = new VaultLocation(Path.Combine(directory.Root, "vault.tar.aes"));

    private static RemoteFacts Everything => new("https://s3.example.org", "bücket \"1\"", "tazpod/vault/vault.tar.aes")
    {
        ETag = "0123",
        SeenAbsent = true,
        VaultSha256 = "4567",
        TreeMac = "89ab",
        Stamp = "20261123T112108",
        SyncedSha256 = "cdef",
        HonoursConditions = false,
        Pending = new PendingPush("tazpod/vault/vault-20261123T112108.tar.aes", "0246"),
        Restoring = new PendingRestore(2, "20261123T112107", "1357"),
    };

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Everything_that_is_remembered_is_read_again()
    {
        var facts = new VaultFacts("aa", "bb", "cc", "dd");
        var nothing = new RemoteFacts("https://other.example.org", "b", "k");
        var state = Load();
        state.Bind(facts);
        state.Bind(Everything);
        state.Bind(nothing);
        state.BindSecrets("/home/eve/café", new SecretsFacts("ee", "ff"));
        var workspace = state.WorkspaceId();
        state.Save();

        var read = Load();
        Assert.Equal(facts, read.FactsOf("aa"));
        Assert.Equal(Everything, read.Remote(Everything.Endpoint, Everything.Bucket, Everything.Key));
        Assert.Equal(nothing, read.Remote(nothing.Endpoint, nothing.Bucket, nothing.Key));
        Assert.Equal(new SecretsFacts("ee", "ff"), read.Secrets("/home/eve/café"));
        Assert.Equal(workspace, read.WorkspaceId());
        Assert.Empty(notices);
    }

    [Fact]
    public void Known_facts_are_not_written_again()
    {
        var state = Load();
        state.Bind(Everything);
        state.Save();
        File.Delete(location.SyncState);

        state.Bind(Everything);
        state.Save();
        Assert.False(File.Exists(location.SyncState));

        state.Bind(Everything with { ETag = "new" });
        state.Save();
        Assert.Equal("new", Load().Remote(Everything.Endpoint, Everything.Bucket, Everything.Key).ETag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":"1"}""")]
    [InlineData("""{"version":1.5}""")]
    [InlineData("""{"localKey":7}""")]
    [InlineData("""{"files":[]}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"facts":{}}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"facts":{"vaultSha256":null,"salt":""}}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":{}}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":[null]}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":[{"endpoint":"e","bucket":"b","key":"k","honoursConditions":"yes"}]}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":[{"endpoint":"e","bucket":"b","key":"\ud800"}]}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":[{"endpoint":"e","bucket":"b","key":"k","openedRevision":9223372036854775807}]}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"remotes":[{"endpoint":"e","bucket":"b","key":"k","openedRevision":-1}]}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"facts":{"vaultSha256":"","salt":"","revision":{"number":1,"id":"","sealedAt":0}}}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"facts":{"vaultSha256":"","salt":"","revision":{"number":4611686018427387904,"id":"000102030405060708090a0b0c0d0e0f","sealedAt":0}}}}}""")]
    [InlineData("""{"files":{"vault.tar.aes":{"secrets":{"/s":null}}}}""")]
    [InlineData("""{"files":{}} x""")]
    public void An_invalid_state_is_replaced_with_a_notice(string json)
    {
        File.WriteAllText(location.SyncState, json);
        Assert.Null(Load().FactsOf("aa"));
        Assert.Contains("created again", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_another_version_are_ignored()
    {
        File.WriteAllText(location.SyncState, """{"new":[1],"files":{"vault.tar.aes":{"facts":{"vaultSha256":"aa","salt":"bb","new":{}}}}}""");
        Assert.Equal(new VaultFacts("aa", "bb", null, null), Load().FactsOf("aa"));
        Assert.Empty(notices);
    }

    [Fact]
    public void A_newer_layout_is_refused_whatever_else_it_contains()
    {
        File.WriteAllText(location.SyncState, """{"version":2,"files":["of","another","kind"]}""");
        var failure = Assert.Throws<VaultException>(Load);
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
        Assert.Contains("layout 2", failure.Message, StringComparison.Ordinal);
    }

    private SyncState Load() => SyncState.Load(location, notices.Add);
}
