using System.Runtime.Versioning;
using System.Text.Json;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets.Swap;

namespace TazPod.Vault.Tests.Secrets.Swap;

/// <summary>The swap inside a directory, whose stage and journal could be from anyone who may write there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InPlaceSwapTests : IDisposable
{
    private readonly TemporaryDirectory root = new();
    private readonly string target;
    private readonly string stage;

    public InPlaceSwapTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mount points and their stages need Linux");
        target = root.Combine("target");
        stage = Path.Combine(target, ".tazpod-stage");
        Directory.CreateDirectory(target);
        File.WriteAllText(root.Combine("precious"), "precious");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_swap_replaces_the_old_content()
    {
        Write("target/old", "old");
        var swap = new InPlaceSwap(target);
        swap.Recover();
        using (var file = swap.Stage().CreateFile("new"))
            file.Write("new"u8);

        swap.Commit(null);

        Assert.Equal(["new"], Names());
        Assert.Equal("new", File.ReadAllText(Path.Combine(target, "new")));
    }

    [Fact]
    public void The_next_run_carries_out_a_recorded_decision()
    {
        Write("target/token", "old");
        Write("target/.tazpod-stage/new/token", "new");
        Seal();
        Journal(new SwapJournal { Stage = FileFacts.Of(stage).Inode, Incoming = ["token"], Outgoing = ["token"], Aside = ".tazpod-20260520T210000.local" });

        new InPlaceSwap(target).Recover();

        Assert.Equal("new", File.ReadAllText(Path.Combine(target, "token")));
        Assert.Equal("old", File.ReadAllText(Path.Combine(target, ".tazpod-20260520T210000.local", "token")));
        Assert.False(Path.Exists(stage));
    }

    [Theory]
    [InlineData("../precious")]
    [InlineData("a/../../precious")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData(".tazpod-stage")]
    [InlineData(".tazpod-20260520T210000.local")]
    public void A_name_that_leads_elsewhere_is_refused_anywhere_in_the_journal(string name)
    {
        Refuses(new SwapJournal { Stage = 0, Incoming = [name] });
        Refuses(new SwapJournal { Stage = 0, Outgoing = [name] });
        if (name != ".tazpod-20260520T210000.local")
            Refuses(new SwapJournal { Stage = 0, Aside = name });
    }

    [Theory]
    [InlineData("authorized_keys")]
    [InlineData(".tazpod-20260520T210000.local/x")]
    [InlineData(".tazpod-20260520T210000.local\n")]
    public void An_aside_must_match_its_pattern(string name) => Refuses(new SwapJournal { Stage = 0, Aside = name });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Incoming\":[\"token\"]}")]
    [InlineData("{\"Stage\":1,\"Incoming\":[null]}")]
    [InlineData("{\"Stage\":1,\"Incoming\":null}")]
    [InlineData("{\"Stage\":1,\"Incoming\":[7]}")]
    [InlineData("{\"Stage\":-1}")]
    [InlineData("\u0000\u0001")]
    public void A_journal_with_odd_content_is_refused_and_nothing_is_touched(string json)
    {
        Write("target/token", "kept");
        Directory.CreateDirectory(stage);
        Seal();
        File.WriteAllText(Path.Combine(stage, "journal.json"), json);
        RequireRefused();
    }

    [Fact]
    public void A_journal_in_a_copied_directory_is_refused()
    {
        Write("target/token", "kept");
        Write("target/.tazpod-stage/new/token", "theirs");
        Seal();
        Journal(new SwapJournal { Stage = FileFacts.Of(stage).Inode + 1, Incoming = ["token"], Outgoing = ["token"] });
        RequireRefused();
    }

    [Fact]
    public void A_stage_that_others_may_write_is_refused()
    {
        Write("target/.tazpod-stage/new/token", "theirs");
        File.SetUnixFileMode(stage, (UnixFileMode)0b111_101_101);
        RequireRefused();
    }

    [Fact]
    public void A_directory_of_the_user_with_the_name_of_the_stage_is_refused()
    {
        Write("target/.tazpod-stage/tls.key", "kept");
        Seal();
        RequireRefused();
    }

    [Fact]
    public void The_leftovers_of_a_run_killed_before_or_after_its_decision_are_removed()
    {
        Write("target/token", "kept");
        Write("target/.tazpod-stage/new/token", "new");
        Write("target/.tazpod-stage/old/token", "old");
        Write("target/.tazpod-stage/.tazpod-deleted-0123/token", "older");
        Write("target/.tazpod-stage/.journal.json.0123.tazpod-tmp", "{");
        Seal();

        new InPlaceSwap(target).Recover();

        Assert.Equal(["token"], Names());
    }

    [Fact]
    public void A_mount_where_everyone_may_rename_causes_a_notice()
    {
        File.SetUnixFileMode(target, (UnixFileMode)0b111_111_111);
        var swap = new InPlaceSwap(target);
        swap.Recover();
        Assert.Contains(target, Assert.Single(swap.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("file")]
    [InlineData("journal is a link")]
    [InlineData("journal is a directory")]
    public void An_invalid_stage_is_refused(string kind)
    {
        switch (kind)
        {
            case "link":
                Directory.CreateDirectory(root.Combine("elsewhere"));
                Directory.CreateSymbolicLink(stage, root.Combine("elsewhere"));
                break;
            case "file":
                File.WriteAllText(stage, "x");
                break;
            case "journal is a link":
                Directory.CreateDirectory(stage);
                Seal();
                File.CreateSymbolicLink(Path.Combine(stage, "journal.json"), root.Combine("precious"));
                break;
            default:
                Directory.CreateDirectory(Path.Combine(stage, "journal.json"));
                Seal();
                break;
        }

        RequireRefused();
    }

    [Theory]
    [InlineData(0b1_111_111_111)]
    [InlineData(0b0_111_101_101)]
    public void A_run_as_root_refuses_the_stage_of_another_user(int modeOfTarget)
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        Write("target/token", "kept");
        Write("target/.tazpod-stage/new/token", "theirs");
        Seal();
        Journal(new SwapJournal { Stage = FileFacts.Of(stage).Inode, Incoming = ["token"], Outgoing = ["token"] });
        File.SetUnixFileMode(target, (UnixFileMode)modeOfTarget);
        Foreigner.Own(stage);
        RequireRefused();
    }

    [Fact]
    public void A_run_as_root_finishes_the_swap_of_the_owner_of_the_target_unless_others_may_write_there()
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        Write("target/.tazpod-stage/new/token", "new");
        Seal();
        Journal(new SwapJournal { Stage = FileFacts.Of(stage).Inode, Incoming = ["token"] });
        Foreigner.Own(target);
        File.SetUnixFileMode(target, (UnixFileMode)0b111_111_111);
        RequireRefused();

        File.SetUnixFileMode(target, (UnixFileMode)0b111_000_000);
        new InPlaceSwap(target).Recover();

        Assert.Equal("new", File.ReadAllText(Path.Combine(target, "token")));
    }

    private void Refuses(SwapJournal journal)
    {
        Directory.CreateDirectory(stage);
        Seal();
        Journal(journal with { Stage = FileFacts.Of(stage).Inode });
        RequireRefused();
    }

    private void RequireRefused()
    {
        var before = Everything();
        var failure = Assert.Throws<VaultException>(() => new InPlaceSwap(target).Recover());
        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.Equal(ExitCode.Integrity, failure.ExitCode);
        Assert.Contains(stage, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($"rm -r '{stage}'", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
        Assert.Equal("precious", File.ReadAllText(root.Combine("precious")));
    }

    private string Everything() => string.Join('\n', new DirectoryInfo(root.Path)
        .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(entry => $"{entry.FullName} {FactsOf(entry)}").Order(StringComparer.Ordinal));

    // A directory's time changes when the run probes it and cleans up.
    private static FileFacts FactsOf(FileSystemInfo entry) =>
        entry is DirectoryInfo ? FileFacts.Of(entry.FullName) with { Modified = default } : FileFacts.Of(entry.FullName);

    private IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(target).Select(path => Path.GetFileName(path));

    private void Seal() => File.SetUnixFileMode(stage, (UnixFileMode)0b111_000_000);

    private void Journal(SwapJournal journal) =>
        File.WriteAllBytes(Path.Combine(stage, "journal.json"), JsonSerializer.SerializeToUtf8Bytes(journal, SwapJournalJson.Default.SwapJournal));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root.Combine(path))!);
        File.WriteAllText(root.Combine(path), text);
    }
}
