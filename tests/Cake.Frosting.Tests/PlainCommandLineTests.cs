using System.Reflection;
using System.Text.Json;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Frosting.Internal;
using CsCheck;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Tests;

/// <summary>The host reads plain command lines itself: always as Spectre.Console.Cli would.</summary>
public sealed class PlainCommandLineTests
{
    private const int Cases = 20_000;

    private static readonly string[] Options =
    [
        .. typeof(FrostingSettings).GetProperties()
            .SelectMany(property => property.GetCustomAttribute<CommandOptionAttribute>()?.LongNames ?? []),
        "help",
    ];

    private static readonly Gen<string> Names = Gen.Frequency(
        (4, Gen.String[Gen.Char["abzAZ019-_"], 0, 8]),
        (3, Gen.OneOf("target", "vault-file", "secrets", "Secrets", "settings_x", "x1", "cli", "force")),
        (1, Gen.OneOf(Options)),
        (1, Gen.Select(Gen.OneOf(Options), Gen.Int[0, 20], InOtherLetters)),
        (1, Gen.String[Gen.Char["ab -=:._\"'?é\u0660"], 0, 4]));

    private static readonly Gen<string> Values = Gen.Frequency(
        (3, Gen.String[Gen.Char["ab1-=: \"'\\\u00e9\uffff\n"], 1, 6]),
        (2, Gen.OneOf("true", "false", "normal", "q", "Loud", "cli", "Default", "-", "--", "--target=a", "\"a b\"", "\ud83d\ude00")),
        (1, Gen.String[0, 3]));

    private static readonly Gen<string> Plain = Gen.OneOf(
        Names.Select(name => "--" + name),
        Gen.Select(Names, Gen.OneOf("=", ":"), Values, (name, sign, value) => $"--{name}{sign}{value}"));

    private static readonly Gen<string> Odd = Gen.Frequency(
        (2, Gen.OneOf("", "-", "--", "---", "-t", "-v", "-e", "-?", "-h", "-1", "-t=a", "-te", "--=", "--:", "word", "cli")),
        (1, Values));

    [Fact]
    public void What_the_host_reads_Spectre_reads_the_same_way()
    {
        var read = 0;
        Gen.Frequency((12, Plain), (1, Odd)).Array[0, 5].Sample(
            args =>
            {
                if (PlainCommandLine.TryRead(args) is { } line)
                {
                    Interlocked.Increment(ref read);
                    Assert.Equal(BySpectre(args), Of(line));
                }
            },
            iter: Cases,
            print: args => JsonSerializer.Serialize(args));
        Assert.InRange(read, Cases / 10, Cases);
    }

    [Theory]
    [InlineData]
    [InlineData("--target=Base")]
    [InlineData("--target:Base")]
    [InlineData("--target=Left", "--name=1", "--target=Right", "--target=Left")]
    [InlineData("--force", "--force", "--force=false")]
    [InlineData("--many=b", "--one=1", "--many=a")]
    [InlineData("--case=1", "--Case=2", "--CASE")]
    [InlineData("--vault-file=a=b:c", "--settings_x=1", "--trailing-=1")]
    [InlineData("--exec=sh -c \"echo 'a b'\"", "--note= ", "--at=20260520T210000")]
    [InlineData("--index=-1", "--from=--target=Other", "--to=-", "--name=--")]
    [InlineData("--name=cli", "--name=Default", "--targets=a", "--helpful")]
    [InlineData("--verbosity=verbose", "--verbosity=Q", "--verbosity: normal ")]
    [InlineData("--exclusive", "--tree", "--dryrun", "--description", "--tree")]
    [InlineData("--showtree", "--whatif", "--noop", "--descriptions", "--showdescription", "--showdescriptions")]
    public void A_plain_command_line_is_read(params string[] args)
    {
        var line = PlainCommandLine.TryRead(args);

        Assert.NotNull(line);
        Assert.Equal(BySpectre(args), Of(line));
    }

    [Theory]
    [InlineData("word")]
    [InlineData("")]
    [InlineData("--name", null)]
    [InlineData("--")]
    [InlineData("--", "--name=a")]
    [InlineData("-t=Base")]
    [InlineData("-e")]
    [InlineData("--name", "value")]
    [InlineData("--target")]
    [InlineData("--target", "Base")]
    [InlineData("--target=")]
    [InlineData("--name=")]
    [InlineData("--name:")]
    [InlineData("--=value")]
    [InlineData("--n=value")]
    [InlineData("--1st=value")]
    [InlineData("---name")]
    [InlineData("--_name")]
    [InlineData("--na me")]
    [InlineData("--na.me=value")]
    [InlineData("--n\u00e4me=value")]
    [InlineData("--\"name=value\"")]
    [InlineData("--Target=Base")]
    [InlineData("--TARGET=Base")]
    [InlineData("--verbosity")]
    [InlineData("--verbosity=loud")]
    [InlineData("--Verbosity=quiet")]
    [InlineData("--working=a")]
    [InlineData("--tree=true")]
    [InlineData("--exclusive=false")]
    [InlineData("--Tree")]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--info")]
    [InlineData("--help")]
    [InlineData("--HELP")]
    [InlineData("--help-dump-opencli")]
    public void Every_other_one_is_left_to_Spectre(params string?[] args) => Assert.Null(PlainCommandLine.TryRead(["--target=Base", .. args]));

    [Fact]
    public void An_option_of_the_host_is_never_taken_for_an_argument()
    {
        foreach (var option in Options)
        {
            Assert.Null(PlainCommandLine.TryRead(["--" + option.ToUpperInvariant()]));
            if (PlainCommandLine.TryRead(["--" + option]) is { } line)
                Assert.Equal(BySpectre(["--" + option]), Of(line));
        }
    }

    [Fact]
    public void What_is_not_a_list_is_left_for_Spectre_to_enumerate()
    {
        Assert.Null(PlainCommandLine.TryRead(null!));
        Assert.Null(PlainCommandLine.TryRead(Options.Where(_ => throw new InvalidOperationException("enumerated"))));
    }

    private static string InOtherLetters(string option, int at)
        => string.Concat(option.Select((letter, n) => n % 3 == at % 3 ? char.ToUpperInvariant(letter) : letter));

    private static string BySpectre(string[] args)
    {
        var read = new List<string>();
        var app = new CommandApp<Recorder>().WithData(read);
        app.Configure(configuration => configuration.PropagateExceptions().ConfigureConsole(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })));
        Assert.Equal(0, app.Run(args));
        return Assert.Single(read);
    }

    private static string Of(PlainCommandLine line) => Described(line.Settings, line.Arguments);

    private static string Described(FrostingSettings settings, CakeArguments arguments) => JsonSerializer.Serialize(new
    {
        Settings = typeof(FrostingSettings).GetProperties().ToDictionary(property => property.Name, property => property.GetValue(settings)),
        Arguments = arguments.GetArguments(),
    });

    private sealed class Recorder : Command<FrostingSettings>
    {
        public override int Execute(CommandContext context, FrostingSettings settings, CancellationToken cancellationToken)
        {
            ((List<string>)context.Data!).Add(Described(settings, context.Remaining.ToCakeArguments(settings.Targets)));
            return 0;
        }
    }
}
