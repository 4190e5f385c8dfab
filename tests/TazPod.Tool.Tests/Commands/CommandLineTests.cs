using TazPod.Tool.Commands;
using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Tool.Tests.Commands;

public sealed class CommandLineTests
{
    public static TheoryData<string, string, string> Given => new()
    {
        { "push --bucket=b1", "bucket", "b1" },
        { "push --bucket b1", "bucket", "b1" },
        { "push --bucket b1 --bucket b2", "bucket", "b1|b2" },
        { "push --bucket", "bucket", "<none>" },
        { "--bucket=b1 push", "bucket", "b1" },
        { "push --force", "force", "<none>" },
        { "push --force=false", "force", "false" },
        { "push --force true", "force", "true" },
        { "push --force=maybe", "force", "maybe" },
        { "push --retenshun=5", "retenshun", "5" },
        { "push --json", "result", "-" },
        { "push --result=r.json --json", "result", "-" },
        { "pin --note=a=b:c", "note", "a=b:c" },
        { "snapshot push --fingerprint @r.index", "fingerprint", "@r.index" },
        { "snapshot status --anchor=a --anchor=b", "anchor", "a|b" },
        { "run --env-file=x -- ./deploy --force -- eu", "exec", "'./deploy' '--force' '--' 'eu'" },
    };

    [Theory]
    [MemberData(nameof(Given))]
    public void An_option_reaches_the_loader_of_the_settings_as_it_was_given(string line, string argument, string values)
    {
        var arguments = Parse(line).Sources().Arguments;

        Assert.Equal(values, string.Join('|', arguments[argument].Select(value => value ?? "<none>")));
    }

    [Fact]
    public void Every_verb_is_a_command_with_all_of_its_settings()
    {
        foreach (var verb in VaultVerbs.All.Where(verb => verb.Doors.HasFlag(VerbDoors.Tool)))
        {
            var arguments = verb.Settings.Select(setting => setting.Argument).OfType<string>().ToArray();
            var line = Parse($"{verb.Command} {string.Join(' ', arguments.Select(argument => $"--{argument}=true"))}");

            Assert.Same(verb, line.Verb);
            Assert.Null(line.Objection);
            Assert.Superset(arguments.ToHashSet(), line.Sources().Arguments.Keys.ToHashSet());
        }
    }

    [Theory]
    [InlineData("psuh", "there is no command 'psuh'", "Did you mean tazvault push?")]
    [InlineData("PushVault", "there is no command 'PushVault'", "Did you mean tazvault push?")]
    [InlineData("snapshot pish", "there is no command 'pish'", "Did you mean tazvault snapshot push?")]
    [InlineData("xyzzy", "there is no command 'xyzzy'", "tazvault --help lists the commands.")]
    [InlineData("--bucket=b", "'--bucket=b' is not an option of tazvault; nothing was done", "Options of a command follow its name.")]
    [InlineData("push extra", "there is a word on the command line that belongs to no option; nothing was done", "tazvault push takes only options: --help lists them.")]
    [InlineData("push -- extra", "there is a word on the command line that belongs to no option; nothing was done", "tazvault push takes only options: --help lists them.")]
    [InlineData("run ./deploy", "there is a word on the command line that belongs to no option; nothing was done", "Write the command after --: tazvault run -- PROGRAM ARGUMENTS.")]
    [InlineData("completion", "no shell was named", "There is one for bash, zsh, fish: tazvault completion bash.")]
    [InlineData("completion tcsh", "there is no completion for 'tcsh'", "There is one for bash, zsh, fish: tazvault completion bash.")]
    public void What_belongs_to_no_command_is_refused(string given, string message, string hint)
    {
        var objection = Parse(given).Objection;

        Assert.Equal(ExitCode.Usage, objection?.ExitCode);
        Assert.Equal(message, objection?.Message);
        Assert.Equal(hint, objection?.Hint);
    }

    [Theory]
    [InlineData("push --retenshun=5", "unknown argument --retenshun; nothing was done", "Did you mean --retention?")]
    [InlineData("push --nope=1", "unknown argument --nope; nothing was done", "Omit it; --help lists the options of a command.")]
    [InlineData("pin --nope=1", "unknown argument --nope; nothing was done", "Did you mean --note?")]
    [InlineData("push --dry-run", "unknown argument --dry-run; nothing was done", "Did you mean --plan?")]
    [InlineData("push --xyzzy", "unknown argument --xyzzy; nothing was done", "Omit it; --help lists the options of a command.")]
    [InlineData("push --target=PullVault", "unknown argument --target; nothing was done", "Omit it; --help lists the options of a command.")]
    [InlineData("push -x", "unknown argument -x; nothing was done", "Omit it; --help lists the options of a command.")]
    [InlineData("run --env-fil=p -- ls", "unknown argument --env-fil; nothing was done", "Did you mean --env-file?")]
    public void An_option_that_no_verb_has_is_refused(string given, string message, string hint)
    {
        var line = Parse(given);
        var failure = Assert.Throws<VaultException>(() => VaultSettingsLoader.RequireKnownArguments(line.Sources(), line.Verb!.Takes));

        Assert.Equal(VaultErrors.UnknownSetting, failure.Error);
        Assert.Equal(message, failure.Message);
        Assert.Equal(hint, failure.Hint);
    }

    [Fact]
    public void The_command_after_two_dashes_is_not_read()
    {
        var line = Parse("run -- ls --help --json --version");

        Assert.False(line.IsHelp || line.IsJson || line.IsVersion);
        Assert.Null(line.Objection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("snapshot")]
    [InlineData("push --help")]
    [InlineData("push -h --bucket=b")]
    [InlineData("--help")]
    public void Help_is_shown_if_it_is_asked_for_or_no_verb_is_named(string line) => Assert.True(Parse(line).IsHelp);

    private static CommandLine Parse(string line) => new(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
