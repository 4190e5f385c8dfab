using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace TazPod.Storage.Conformance.Tests;

/// <summary>The entry point that xunit would generate, preceded by that of <see cref="ChildProcess"/>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        args is [ChildProcess.Verb, ..] ? ChildProcess.RunAsync(args[1..])
        : args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : ConsoleRunner.Run(args);
}
