using System.Text;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class PassphraseTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Fact]
    public void The_text_in_the_environment_is_used_verbatim()
    {
        var settings = workspace.Variable("TAZPOD_PASSPHRASE", " é\n").Load() with { AllowOddPassphrase = true };
        using var candidates = PassphraseSource.Resolve(settings, null);
        Assert.Equal([" é\n"], Texts(candidates));
        Assert.Equal(" é\n", Text(candidates.ForNewVault()));
        Assert.Equal(
            "TAZPOD_PASSPHRASE begins with a blank and ends in a line end; the vault is sealed with it as given.", candidates.NewVaultNotice);
        Assert.Equal("TAZPOD_PASSPHRASE", candidates.Origin);
    }

    [Theory]
    [InlineData("p", "p", null)]
    [InlineData("p\n", "p\n|p", "p")]
    [InlineData("p\r\n", "p\r\n|p", "p")]
    [InlineData("two words\n", "two words\n|two words", "two words")]
    public void A_passphrase_file_opens_verbatim_then_without_one_line_end_and_seals_without(
        string content, string opening, string? sealing)
    {
        var path = workspace.Write("pass", content);
        using var candidates = PassphraseSource.Resolve(workspace.Argument("passphrase-file", "pass").Load(), new Prompt());
        Assert.Equal(opening.Split('|'), Texts(candidates));
        Assert.Equal(sealing ?? content, Text(candidates.ForNewVault()));
        Assert.Equal(
            sealing is null ? null : $"The trailing line end of the passphrase file '{path}' is not part of the new passphrase.",
            candidates.NewVaultNotice);
        Assert.Empty(candidates.Notices);
    }

    [Fact]
    public void A_passphrase_file_is_bytes_not_text()
    {
        workspace.Write("pass", [0xff, 0x00, 0xef, 0xbb, 0xbf]);
        using var candidates = PassphraseSource.Resolve(
            workspace.Variable("TAZPOD_PASSPHRASE_FILE", "pass").Load() with { AllowOddPassphrase = true }, null);
        Assert.Equal([0xff, 0x00, 0xef, 0xbb, 0xbf], candidates.ForNewVault().Bytes.ToArray());
    }

    [Fact]
    public void The_cached_file_in_the_secrets_directory_seals_verbatim_as_TazPod_would()
    {
        workspace.Write(Path.Combine(workspace.Home, "secrets", ".vault_pass"), "cached\n");
        using var candidates = PassphraseSource.Resolve(workspace.Load(), null);
        Assert.Equal(["cached\n", "cached"], Texts(candidates));
        Assert.Equal("cached\n", Text(candidates.ForNewVault()));
        Assert.Equal(
            "The trailing line end of the passphrase file 'HOME/secrets/.vault_pass' is part of the new passphrase, as in TazPod.",
            workspace.Named(candidates.NewVaultNotice!));
    }

    [Theory]
    [InlineData("p\n\n", "ends in a line end")]
    [InlineData(" p \n", "begins with a blank and ends in a blank")]
    [InlineData("\uFEFFp\n", "begins with a byte order mark")]
    [InlineData("p\nanother\n", "holds more than one line")]
    public void A_passphrase_that_cannot_be_entered_again_seals_no_new_vault_unless_allowed(string content, string odd)
    {
        foreach (var file in new[] { "pass", Path.Combine(workspace.Home, "secrets", ".vault_pass") })
        {
            workspace.Write(file, content);
        }

        var cached = workspace.Load();
        var named = workspace.Argument("passphrase-file", "pass").Load();
        foreach (var settings in new[] { named, cached, named with { PassphraseFile = null, NewPassphraseFile = named.PassphraseFile } })
        {
            using var candidates = PassphraseSource.TryNew(settings) ?? PassphraseSource.Resolve(settings, null);
            var error = Assert.Throws<VaultException>(() => candidates.ForNewVault());
            Assert.Same(VaultErrors.PassphraseUnusable, error.Error);
            Assert.Equal($"not sealed: {candidates.Origin} {odd}, so the passphrase as you know it would not open the vault", error.Message);
            Assert.Contains("--allow-odd-passphrase", error.Hint, StringComparison.Ordinal);

            var allowed = settings with { AllowOddPassphrase = true };
            using var again = PassphraseSource.TryNew(allowed) ?? PassphraseSource.Resolve(allowed, null);
            Assert.StartsWith(content.TrimEnd('\n'), Text(again.ForNewVault()), StringComparison.Ordinal);
            Assert.Contains($" {odd}; the vault is sealed with it as given.", again.NewVaultNotice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_typed_passphrase_is_checked_before_it_is_requested_again()
    {
        var prompt = new Prompt("typed ", "typed ");
        using var candidates = PassphraseSource.Resolve(workspace.Load(), prompt);
        var error = Assert.Throws<VaultException>(() => candidates.ForNewVault());
        Assert.StartsWith("not sealed: the entered passphrase ends in a blank,", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, prompt.Asked);
        using var next = PassphraseSource.ResolveForRekey(workspace.Load(), new Prompt("\tnew", "\tnew"));
        Assert.Throws<VaultException>(() => next.ForNewVault());
    }

    [Fact]
    public void Each_source_overrides_those_after_it()
    {
        var prompt = new Prompt("typed");
        string First()
        {
            using var candidates = PassphraseSource.Resolve(workspace.Load(), prompt);
            return Text(candidates.ForOpening[0]);
        }

        Assert.Equal("typed", First());
        workspace.Write(Path.Combine(workspace.Home, "secrets", ".vault_pass"), "cached");
        Assert.Equal("cached", First());
        workspace.Write("file", "from-yaml");
        workspace.Config("vault:\n  passphrase_file: file\n");
        Assert.Equal("from-yaml", First());
        workspace.Variable("TAZPOD_PASSPHRASE", "from-environment");
        Assert.Equal("from-environment", First());
        workspace.Write("other", "from-argument");
        workspace.Argument("passphrase-file", "other");
        Assert.Equal("from-argument", First());
        Assert.Equal(
            ["The passphrase comes from --passphrase-file; TAZPOD_PASSPHRASE is not used."], workspace.Load().Notices);
        Assert.Equal(1, prompt.Asked);
    }

    [Fact]
    public void Two_passphrases_in_the_environment_contradict_each_other()
    {
        var error = workspace.Variable("TAZPOD_PASSPHRASE", "s3cr3t").Variable("TAZPOD_PASSPHRASE_FILE", "x").Refused();
        Assert.Same(VaultErrors.ContradictingSettings, error.Error);
        Assert.Equal(ExitCode.Usage, error.Error.ExitCode);
        Assert.Equal("TAZPOD_PASSPHRASE and TAZPOD_PASSPHRASE_FILE are both set", error.Message);
    }

    [Fact]
    public void At_hand_never_asks()
    {
        Assert.Null(PassphraseSource.FindWithoutAsking(workspace.Load()));
        Assert.Null(PassphraseSource.FindWithoutAsking(workspace.Load(homeIsSet: false)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_passphrase_and_a_terminal_the_ways_to_give_one_are_named(bool thereIsAPrompt)
    {
        var prompt = thereIsAPrompt ? new Prompt { IsAvailable = false } : null;
        var error = Assert.Throws<VaultException>(() => PassphraseSource.Resolve(workspace.Load(), prompt));
        Assert.Same(VaultErrors.PassphraseMissing, error.Error);
        Assert.Equal("a passphrase is needed, but none was given, and nobody is available to enter it", error.Message);
        Assert.Equal(
            "Set TAZPOD_PASSPHRASE, or specify a file with --passphrase-file, TAZPOD_PASSPHRASE_FILE or vault.passphrase_file, "
            + "or put .vault_pass into the secrets directory.",
            error.Hint);
    }

    [Fact]
    public void The_user_is_asked_once_to_open_and_twice_for_a_new_vault()
    {
        var prompt = new Prompt("same", "same");
        using var candidates = PassphraseSource.Resolve(workspace.Load(), prompt);
        Assert.Equal(["same"], Texts(candidates));
        Assert.Equal(1, prompt.Asked);
        Assert.Equal("same", Text(candidates.ForNewVault()));
        Assert.Equal(2, prompt.Asked);
    }

    [Fact]
    public void Two_different_answers_seal_nothing()
    {
        using var candidates = PassphraseSource.Resolve(workspace.Load(), new Prompt("one", "two"));
        var error = Assert.Throws<VaultException>(() => candidates.ForNewVault());
        Assert.Same(VaultErrors.PassphraseUnusable, error.Error);
        Assert.Equal("the two passphrases differ; nothing was sealed", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void An_empty_passphrase_can_open_but_never_seal(string content)
    {
        var path = workspace.Write("pass", content);
        using var candidates = PassphraseSource.Resolve(workspace.Argument("passphrase-file", "pass").Load(), null);
        Assert.Equal("", Texts(candidates)[^1]);
        foreach (var seal in (Func<Passphrase>[])[candidates.ForNewVault, () => candidates.ForSealing(candidates.ForOpening[^1])])
        {
            var error = Assert.Throws<VaultException>(() => seal());
            Assert.Same(VaultErrors.PassphraseUnusable, error.Error);
            Assert.Equal($"the passphrase file '{path}' is empty, and a vault is never sealed with an empty passphrase", error.Message);
        }
    }

    [Fact]
    public void An_empty_answer_seals_nothing_and_is_not_asked_for_again()
    {
        var prompt = new Prompt("", "");
        using var candidates = PassphraseSource.Resolve(workspace.Load(), prompt);
        Assert.Throws<VaultException>(() => candidates.ForNewVault());
        Assert.Equal(1, prompt.Asked);
    }

    [Fact]
    public void The_new_passphrase_file_seals_without_its_final_line_end()
    {
        Assert.Null(PassphraseSource.TryNew(workspace.Load()));
        workspace.Write("new", "next\n");
        using var candidates = PassphraseSource.TryNew(workspace.Argument("new-passphrase-file", "new").Load());
        Assert.Equal("next", Text(candidates!.ForNewVault()));
        Assert.Equal(
            "The trailing line end of the new passphrase file 'HERE/new' is not part of the new passphrase.",
            workspace.Named(candidates.NewVaultNotice!));
    }

    [Theory]
    [InlineData("missing", "the passphrase file 'HERE/missing' does not exist")]
    [InlineData("nowhere", "the passphrase file 'HERE/nowhere' does not exist")]
    [InlineData("directory", "the passphrase file 'HERE/directory' is a directory, not a file")]
    [InlineData("pipe", "the passphrase file 'HERE/pipe' is a pipe, not a file")]
    [InlineData("to-pipe", "the passphrase file 'HERE/to-pipe' is a pipe, not a file")]
    [InlineData("loop", "the passphrase file 'HERE/loop' cannot be read: the file system fails")]
    [InlineData("huge", "the passphrase file 'HERE/huge' is larger than 64 KiB")]
    [InlineData("/dev/zero", "the passphrase file '/dev/zero' is not a regular file")]
    public void An_invalid_passphrase_file_is_named_and_never_blocks(string file, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes and links");
        Directory.CreateDirectory(Path.Combine(workspace.Here, "directory"));
        workspace.Write("huge", new byte[64 * 1024 + 1]);
        NamedPipe.Make(Path.Combine(workspace.Here, "pipe"));
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "to-pipe"), "pipe");
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "loop"), "loop");
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "nowhere"), "gone");
        var settings = workspace.Argument("passphrase-file", file).Load();
        var error = Assert.Throws<VaultException>(() => PassphraseSource.FindWithoutAsking(settings));
        Assert.Same(VaultErrors.PassphraseUnusable, error.Error);
        Assert.Equal(message, workspace.Named(error.Message));
    }

    [Fact]
    public void A_cached_passphrase_that_is_not_a_file_is_not_skipped()
    {
        Directory.CreateDirectory(Path.Combine(workspace.Home, "secrets", ".vault_pass"));
        var error = Assert.Throws<VaultException>(() => PassphraseSource.FindWithoutAsking(workspace.Load()));
        Assert.Equal("the passphrase file 'HOME/secrets/.vault_pass' is a directory, not a file", workspace.Named(error.Message));
    }

    [Theory]
    [InlineData("sticky", "theirs", false)]
    [InlineData("open", "theirs", false)]
    [InlineData("open", "theirs, a link", false)]
    [InlineData("open", "ours", true)]
    [InlineData("open", "ours, a link", true)]
    [InlineData("open, theirs too", "theirs", true)]
    [InlineData("private", "theirs", true)]
    public void A_cached_passphrase_of_another_user_is_not_trusted_where_every_user_may_write(string directory, string file, bool isBelieved)
    {
        if (!Foreigner.IsHere)
        {
            Assert.Skip(Foreigner.Reason);
            return;
        }

        var secrets = Path.Combine(workspace.Home, "secrets");
        var cached = Path.Combine(secrets, ".vault_pass");
        workspace.Write(file.EndsWith("link", StringComparison.Ordinal) ? "pass" : cached, "p");
        Directory.CreateDirectory(secrets);
        if (file.EndsWith("link", StringComparison.Ordinal))
        {
            File.CreateSymbolicLink(cached, Path.Combine(workspace.Here, "pass"));
        }

        Foreigner.Own(directory.EndsWith("too", StringComparison.Ordinal) ? secrets : file.StartsWith("theirs", StringComparison.Ordinal) ? cached : workspace.Here);
#pragma warning disable CA1416 // Linux only.
        File.SetUnixFileMode(secrets, (UnixFileMode)(directory == "sticky" ? 0x3FF : directory == "private" ? 0x1ED : 0x1FF));
#pragma warning restore CA1416

        if (isBelieved)
        {
            using var candidates = PassphraseSource.FindWithoutAsking(workspace.Load());
            Assert.Equal(["p"], Texts(candidates!));
            return;
        }

        var error = Assert.Throws<VaultException>(() => PassphraseSource.FindWithoutAsking(workspace.Load()));
        Assert.Same(VaultErrors.PassphraseUnusable, error.Error);
        Assert.Contains($"uid {Foreigner.Id}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_file_that_others_can_read_is_a_notice(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes");
            return;
        }

        var path = workspace.Write("pass", "p");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | more);
        using var candidates = PassphraseSource.Resolve(workspace.Argument("passphrase-file", "pass").Load(), null);
        Assert.Equal(
            "The passphrase file 'HERE/pass' can be read by other users; 'chmod 600' keeps it private.",
            workspace.Named(Assert.Single(candidates.Notices)));
    }

    [Fact]
    public void Disposing_wipes_every_variant_but_not_the_passphrase_of_the_settings()
    {
        using var given = Passphrase.FromText("p\n");
        var candidates = PassphraseSource.Resolve(new VaultSettings { Passphrase = given }, null);
        var mine = candidates.ForOpening[0];
        candidates.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mine.Bytes.Length);
        Assert.Equal(2, given.Bytes.Length);
    }

    [Fact]
    public void A_passphrase_that_is_disposed_is_wiped_from_memory()
    {
        var passphrase = Passphrase.FromText("correct horse");
        var bytes = passphrase.Bytes;

        passphrase.Dispose();

        Assert.False(bytes.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => passphrase.Bytes.Length);
    }

    [Fact]
    public void A_text_and_a_file_given_in_code_contradict_each_other()
    {
        using var given = Passphrase.FromText("p");
        var settings = new VaultSettings { Passphrase = given, PassphraseFile = "x" };
        Assert.Same(
            VaultErrors.ContradictingSettings, Assert.Throws<VaultException>(() => PassphraseSource.FindWithoutAsking(settings)).Error);
    }

    public void Dispose() => workspace.Dispose();

    private static string[] Texts(PassphraseCandidates candidates) => [.. candidates.ForOpening.Select(Text)];

    private static string Text(Passphrase passphrase) => Encoding.UTF8.GetString(passphrase.Bytes);

    private sealed class Prompt(params string[] answers) : IPassphrasePrompt
    {
        public int Asked { get; private set; }

        public bool IsAvailable { get; init; } = true;

        public Passphrase Ask(string question) => Passphrase.FromText(answers[Asked++]);
    }
}
