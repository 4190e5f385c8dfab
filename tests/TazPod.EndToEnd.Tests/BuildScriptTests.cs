using System.Runtime.CompilerServices;
using TazPod.Testing;
using TazPod.Testing.Processes;

namespace TazPod.EndToEnd.Tests;

/// <summary>When build.sh and build.ps1 build the host, and which one they start. The tests use a tiny source tree and a fake dotnet that
/// only records its arguments.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string Dotnet =
        """
        #!/bin/sh
        if [ "$1" = publish ]; then
          kind=plain
          case "$*" in *ReadyToRun=true*) kind=machine; [ ! -e "$TREE/no-compiler" ] || { echo failed >>"$TREE/builds"; exit 1; } ;; esac
          while [ "$1" != --output ]; do shift; done
          mkdir -p "$2" && cp src/code.cs "$2/TazPod.Build.dll" && echo $kind >>"$TREE/builds" && echo "$HOME" >>"$TREE/homes"
          printf '%s\n' "  Restored" "  One.Project -> /x/One.Project.dll" "  Two -> /x/Two.dll"
          [ $kind = plain ] || printf '%s\n' "  machine code for 2" "  machine code: Two"
        else
          cat "$1" && shift
          [ $# = 0 ] || { printf ' <%s>' "$@"; exit 7; }
        fi
        """;

    private const string OldFind =
        """
        #!/bin/sh
        for word; do [ "$word" != -printf ] || exit 1; done
        PATH=/usr/bin:/bin exec find "$@"
        """;

    private readonly TemporaryDirectory tree = new("script");

    public BuildScriptTests()
    {
        Directory.CreateDirectory(In("build"));
        Directory.CreateDirectory(In("src"));
        File.Copy(Original("build.sh"), In("build.sh"));
        File.Copy(Original("build.ps1"), In("build.ps1"));
        File.WriteAllText(In("Directory.Build.props"), "");
        File.WriteAllText(In("global.json"), "");
        File.WriteAllText(In("build/Build.csproj"), "");
        WriteCode("one");
        Script("dotnet", Dotnet);
    }

    // Whether each build made machine code.
    private string[] Builds => File.Exists(In("builds")) ? File.ReadAllLines(In("builds")) : [];

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_run_builds_the_host_and_the_second_its_machine_code(bool findIsOld)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        if (findIsOld)
        {
            Script("find", OldFind);
        }

        // As long as the text that it replaces.
        BuildsTwice("two", Bash);
    }

    [Fact]
    public void PowerShell_too_builds_the_host_and_then_its_machine_code()
    {
        RequirePowerShell();
        BuildsTwice("another", PowerShell);
    }

    [Fact]
    public void Build_sh_passes_on_arguments_and_the_exit_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Assert.Equal((7, "one <--a=b c> <d>"), Run(Bash("--a=b c", "d")));
    }

    [Fact]
    public void Build_ps1_passes_on_arguments_and_the_exit_code()
    {
        RequirePowerShell();
        Assert.Equal((7, "one <--a=b c> <d>"), Run(PowerShell("--a=b c", "d")));
    }

    [Fact]
    public void A_link_to_build_sh_runs_the_host_of_the_repository()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Directory.CreateDirectory(In("elsewhere/deep"));
        File.CreateSymbolicLink(In("elsewhere/vault"), "deep/link");
        File.CreateSymbolicLink(In("elsewhere/deep/link"), In("build.sh"));

        Assert.Equal((0, "one"), Run(Bash() with { Arguments = [In("elsewhere/vault")] }));
        Assert.Equal((0, "one"), Run(Bash() with { Arguments = ["vault"], Directory = In("elsewhere") }));
        Assert.Equal((0, "one"), Run(Bash()));
        Assert.Equal(2, Builds.Length);
    }

    [Fact]
    public void Build_sh_says_what_a_build_is_doing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        SaysWhatItIsDoing(Bash());
    }

    [Fact]
    public void Build_ps1_says_what_a_build_is_doing()
    {
        RequirePowerShell();
        SaysWhatItIsDoing(PowerShell());
    }

    [Fact]
    public void Without_a_compiler_for_machine_code_build_sh_builds_the_host_once_more_without()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        BuildsWithoutCompiler(Bash());
    }

    [Fact]
    public void Without_a_compiler_for_machine_code_build_ps1_builds_the_host_once_more_without()
    {
        RequirePowerShell();
        BuildsWithoutCompiler(PowerShell());
    }

    [Fact]
    public void The_host_with_the_packages_of_Cake_is_another_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Assert.Equal((0, "one"), Run(Bash()));
        Assert.Equal((0, "one"), Run(With(Bash(), "UseCakeFrostingPackage", "True")));
        Assert.Equal(["plain", "plain"], Builds);
        Assert.Equal((0, "one"), Run(With(Bash(), "UseCakeFrostingPackage", "True")));
        Assert.Equal(["plain", "plain", "machine"], Builds);
        Assert.Equal((0, "one"), Run(With(Bash(), "UseCakeFrostingPackage", "false")));
        Assert.Equal(["plain", "plain", "machine", "machine"], Builds);
    }

    [Fact]
    public void PowerShell_too_builds_another_host_with_the_packages_of_Cake()
    {
        RequirePowerShell();
        Assert.Equal((0, "one"), Run(PowerShell()));
        Assert.Equal((0, "one"), Run(With(PowerShell(), "UseCakeFrostingPackage", "true")));
        Assert.Equal(["plain", "plain"], Builds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nonexistent")]
    public void Without_a_usable_home_the_SDK_has_one_that_nobody_shares(string home)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Assert.Equal((0, "one"), Run(With(Bash(), "HOME", home)));
        Assert.Equal([In("artifacts/host/.home")], File.ReadAllLines(In("homes")));
    }

    [Fact]
    public void Without_dotnet_build_sh_says_so_in_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        foreach (var tool in new[] { "find", "cksum", "sort", "tr", "mkdir", "mv" })
        {
            File.CreateSymbolicLink(In($"bin/{tool}"), new TestCommand("bash", "-c", $"command -v {tool}").Do().Trim());
        }

        File.Delete(In("bin/dotnet"));
        var end = With(Bash() with { FileName = "/bin/bash" }, "PATH", In("bin")).Run();

        Assert.Equal((127, "build.sh: there is no dotnet on the PATH: install the .NET SDK 10 (https://dot.net)\n"), (end.ExitCode, end.Error));
    }

    [Fact]
    public void Without_the_SDK_build_sh_says_so_in_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        File.Delete(In("bin/dotnet"));
        Script("dotnet", "#!/bin/sh\nprintf 'No SDKs were found.\\nmore\\n' >&2; exit 145");
        var end = Bash().Run();

        Assert.Equal((127, "build.sh: the .NET SDK 10 is required (https://dot.net): No SDKs were found.\n"), (end.ExitCode, end.Error));
    }

    private static TestCommand With(TestCommand command, string name, string value) =>
        command with { Environment = new Dictionary<string, string>(command.Environment) { [name] = value } };

    private static string Original(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", name);

    private static void RequirePowerShell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the dotnet of this test is a shell script");
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(directories.Any(directory => File.Exists(Path.Combine(directory, "pwsh"))), "there is no pwsh on the PATH");
    }

    private static void SaysWhatItIsDoing(TestCommand script)
    {
        string[] first = ["building the host: restoring packages", "building the host: compiling"];
        Assert.Equal(first, Lines());
        Assert.Equal([.. first, "building the host: making machine code"], Lines());
        Assert.Empty(Lines());

        string[] Lines() => script.Run().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void BuildsWithoutCompiler(TestCommand script)
    {
        File.WriteAllText(In("no-compiler"), "");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal((0, "one"), Run(script));
        }

        Assert.Equal(["plain", "failed", "plain"], Builds);
    }

    private void BuildsTwice(string other, Func<string[], TestCommand> script)
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal("one", Host());
        }

        Assert.Equal(["plain", "machine"], Builds);

        WriteCode(other);
        Assert.Equal(other, Host());
        Assert.Equal(["plain", "machine", "plain"], Builds);

        WriteCode("one");
        Assert.Equal("one", Host());
        File.SetLastWriteTimeUtc(In("src/code.cs"), DateTime.UtcNow);
        Assert.Equal("one", Host());
        Assert.Equal(3, Builds.Length);

        File.WriteAllText(In("src/more.cs"), "");
        Host();
        Assert.Equal(4, Builds.Length);
        File.Delete(In("src/more.cs"));
        Assert.Equal("one", Host());
        Assert.Equal(4, Builds.Length);

        string Host()
        {
            var (exitCode, output) = Run(script([]));
            Assert.Equal(0, exitCode);
            return output;
        }
    }

    // With the same times as the text that it replaces, if these can be set.
    private void WriteCode(string text)
    {
        File.WriteAllText(In("src/code.cs"), text);
        File.SetLastWriteTimeUtc(In("src/code.cs"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private string In(string path) => Path.Combine(tree.Path, path);

    private void Script(string name, string text)
    {
        Directory.CreateDirectory(In("bin"));
        File.WriteAllText(In($"bin/{name}"), text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(In($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    // The tests themselves may run with the packages of Cake, so the variable that selects them is set for every script.
    private TestCommand Bash(params string[] arguments) => new("bash", [In("build.sh"), .. arguments])
    {
        Environment = new Dictionary<string, string>
        {
            ["TREE"] = tree.Path,
            ["UseCakeFrostingPackage"] = "",
            ["PATH"] = $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
        },
    };

    // A dotnet may have started PowerShell itself, so the fake one is put first on the PATH when PowerShell runs.
    private TestCommand PowerShell(params string[] arguments)
    {
        var words = string.Concat(arguments.Select(argument => $" '{argument}'"));
        var command = $"$env:PATH = \"$env:TREE/bin:$env:PATH\"; & $env:TREE/build.ps1{words}; exit $LASTEXITCODE";
        return new TestCommand("pwsh", "-NoProfile", "-Command", command)
        {
            Environment = new Dictionary<string, string> { ["TREE"] = tree.Path, ["UseCakeFrostingPackage"] = "" },
        };
    }

    private static (int ExitCode, string Output) Run(TestCommand command)
    {
        var end = command.Run();
        return (end.ExitCode, end.Output);
    }
}
