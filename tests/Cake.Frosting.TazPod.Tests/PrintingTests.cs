using Cake.Core.Diagnostics;
using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault.Doors.Terminals;

namespace Cake.Frosting.TazPod.Tests;

public sealed class PrintingTests
{
    [Fact]
    public void A_verb_prints_its_summary_as_one_line()
    {
        using var bench = new Workbench();

        bench.Do("SetupStorage", "SaveVault", "PushVault");

        var line = Assert.Single(bench.Lines);
        Assert.StartsWith($"pushed '{bench.Path("vault.tar.aes")}'", line, StringComparison.Ordinal);
        Assert.EndsWith("history copy 20260520T210002", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_is_a_warning_above_the_summary()
    {
        using var bench = new Workbench();
        bench.Environment.SetEnvironmentVariable("TAZPOD_RETENSION", "3");

        bench.Do("SetupStorage");

        var warning = Assert.Single(bench.Log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Contains("TAZPOD_RETENTION", warning.Message, StringComparison.Ordinal);
        Assert.Equal(warning.Message, bench.Lines[0]);
    }

    [Fact]
    public void A_summary_is_wrapped_between_words_in_a_narrow_terminal()
    {
        using var bench = new Workbench { Terminal = Terminal.None with { Width = 80 } };

        bench.Do("SetupStorage");

        Assert.True(bench.Lines.Count > 1);
        Assert.All(bench.Lines.Skip(1), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Braces_and_escape_sequences_in_a_name_are_harmless()
    {
        using var bench = new Workbench();

        Assert.Equal(3, bench.Run("UnlockVault", "--vault-file={0}\u001b[2J{x"));

        Assert.Contains("{0}?[2J{x'", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_verb_prints_a_secret_at_any_verbosity()
    {
        using var bench = new Workbench();
        string[] targets = ["SetupStorage", "SaveVault", "PushVault", "ListHistory", "VaultStatus", "Bootstrap", "LockVault"];

        foreach (var target in targets)
        {
            Assert.Equal(0, bench.Run(target, "--verbosity=diagnostic"));
            Assert.All(bench.Log.Entries, entry =>
            {
                Assert.DoesNotContain(Workbench.Secret, entry.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(Workbench.PassphraseText, entry.Message, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void A_pinned_copy_is_listed_with_its_note_and_outlives_a_prune()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        Assert.Equal(0, bench.Run("PinVault", "--note=ä 100 %"));
        Assert.EndsWith(": ä 100 %", Assert.Single(bench.Lines), StringComparison.Ordinal);
        bench.Write("secrets/token", "another one");
        bench.Do("SaveVault", "PushVault");

        Assert.Equal(0, bench.Run("PruneHistory", "--keep-last=1"));
        Assert.Equal(0, bench.Run("ListHistory"));

        Assert.Contains(bench.Lines, line => line.Contains(" 20260520T210002 ", StringComparison.Ordinal)
            && line.Contains(" pinned ", StringComparison.Ordinal) && line.EndsWith(" ä 100 %", StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("UnpinVault", "--at=20260520T210002"));
        Assert.Equal(0, bench.Run("PruneHistory", "--keep-last=1"));
        Assert.Equal(0, bench.Run("ListHistory"));
        Assert.Equal(3, bench.Lines.Count);
    }

    [Fact]
    public void A_plan_lists_the_copies_it_would_remove()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        bench.Write("secrets/token", "another one");
        bench.Do("SaveVault", "PushVault");

        Assert.Equal(0, bench.Run("PruneHistory", "--plan", "--retention=1"));

        Assert.Matches("^keep    20260520T210004  [0-9]+ B  newest, latest, 1 of retention 1$", bench.Lines[0]);
        Assert.Matches("^remove  20260520T210002  [0-9]+ B  beyond retention 1$", bench.Lines[1]);
        Assert.StartsWith("would prune 1 copy of 2", bench.Lines[2], StringComparison.Ordinal);
    }
}
