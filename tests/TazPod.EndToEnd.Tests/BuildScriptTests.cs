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
          while [ "$1" != --output ]; do shift; done
          mkdir -p "$2" && cp src/code.cs "$2/TazPod.Build.dll" && echo built >>"$TREE/builds" && echo "$HOME" >>"$TREE/homes"
          printf '%s\n' "  Restored" "  One.Project -> /x/One.Project.dll" "  Two -> /x/Two.dll" "  machine code for 2" "  machine code: Two"
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

    private int Builds => File.Exists(In("builds")) ? File.ReadAllLines(In("builds")).Length : 0;

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_host_of_these_sources_is_built_once(bool findIsOld)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        if (findIsOld)
        {
            Script("find", OldFind);
        }

        // As long as the text that it replaces.
        BuildsOnce("two", Bash);
    }

    [Fact]
    public void PowerShell_builds_the_host_of_these_sources_once()
    {
        RequirePowerShell();
        BuildsOnce("another", PowerShell);
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
        Assert.Equal(1, Builds);
    }

    [Fact]
    public void Build_sh_says_what_a_build_is_doing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Assert.Equal(
            ["building the host: restoring packages", "building the host: compiling", "building the host: making machine code"],
            Bash().Run().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Bash().Run().Error);
    }

    [Fact]
    public void Build_ps1_says_what_a_build_is_doing()
    {
        RequirePowerShell();
        Assert.Equal(
            ["building the host: restoring packages", "building the host: compiling", "building the host: making machine code"],
            PowerShell().Run().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_host_with_the_packages_of_Cake_is_another_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        Assert.Equal((0, "one"), Run(Bash()));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal((0, "one"), Run(With(Bash(), "UseCakeFrostingPackage", "True")));
            Assert.Equal(2, Builds);
        }

        Assert.Equal((0, "one"), Run(With(Bash(), "UseCakeFrostingPackage", "false")));
        Assert.Equal(2, Builds);
    }

    [Fact]
    public void PowerShell_too_builds_another_host_with_the_packages_of_Cake()
    {
        RequirePowerShell();
        Assert.Equal((0, "one"), Run(PowerShell()));
        Assert.Equal((0, "one"), Run(With(PowerShell(), "UseCakeFrostingPackage", "true")));
        Assert.Equal(2, Builds);
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

    private void BuildsOnce(string other, Func<string[], TestCommand> script)
    {
        Assert.Equal("one", Host());
        Assert.Equal("one", Host());
        Assert.Equal(1, Builds);

        WriteCode(other);
        Assert.Equal(other, Host());
        Assert.Equal(2, Builds);

        WriteCode("one");
        Assert.Equal("one", Host());
        File.SetLastWriteTimeUtc(In("src/code.cs"), DateTime.UtcNow);
        Assert.Equal("one", Host());
        Assert.Equal(2, Builds);

        File.WriteAllText(In("src/more.cs"), "");
        Host();
        Assert.Equal(3, Builds);
        File.Delete(In("src/more.cs"));
        Assert.Equal("one", Host());
        Assert.Equal(3, Builds);

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

    private TestCommand Bash(params string[] arguments) => new("bash", [In("build.sh"), .. arguments])
    {
        Environment = new Dictionary<string, string>
        {
            ["TREE"] = tree.Path,
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
            Environment = new Dictionary<string, string> { ["TREE"] = tree.Path },
        };
    }

    private static (int ExitCode, string Output) Run(TestCommand command)
    {
        var end = command.Run();
        return (end.ExitCode, end.Output);
    }
}
