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
          mkdir -p "$2" && cp src/code.cs "$2/TazPod.Build.dll" && echo built >>"$TREE/builds"
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
