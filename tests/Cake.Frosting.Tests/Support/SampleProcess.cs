using TazPod.Testing.Processes;

namespace Cake.Frosting.Tests.Support;

/// <summary>Runs the sample build as a separate process, for behaviour that depends on the program's own assembly and console.</summary>
internal static class SampleProcess
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var end = await new TestCommand("dotnet", [Path.Combine(AppContext.BaseDirectory, "SampleHost.dll"), .. args])
        {
            Directory = AppContext.BaseDirectory,
            Environment = new Dictionary<string, string> { ["NO_COLOR"] = "1" },
        }.RunAsync();
        return (end.ExitCode, end.Output, end.Error);
    }
}
