using System.Diagnostics;
using System.Runtime.CompilerServices;
using TazPod.Testing;

namespace TazPod.EndToEnd.Tests;

/// <summary>When build.sh builds the host, and which one it starts: beside a tiny tree, with a dotnet that only tells what it is asked.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string Dotnet =
        """
        #!/bin/sh
        if [ "$1" = publish ]; then
          while [ "$1" != --output ]; do shift; done
          mkdir -p "$2" && cp src/code.cs "$2/TazPod.Build.dll" && echo built >>"$TREE/builds"
        else
          cat "$1"
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
        File.Copy(Original(), In("build.sh"));
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

        Assert.Equal("one", Run());
        Assert.Equal("one", Run());
        Assert.Equal(1, Builds);

        WriteCode("two");
        Assert.Equal("two", Run());
        Assert.Equal(2, Builds);

        WriteCode("one");
        Assert.Equal("one", Run());
        Assert.Equal(2, Builds);

        File.WriteAllText(In("src/more.cs"), "");
        Run();
        Assert.Equal(3, Builds);
        File.Delete(In("src/more.cs"));
        Assert.Equal("one", Run());
        Assert.Equal(3, Builds);
    }

    private static string Original([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "build.sh");

    // As long as what it replaces, and as old, as far as such times can be set.
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

    private string Run()
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { In("build.sh") }, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TREE"] = tree.Path;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
