using Cake.Core;

namespace TazPod.Build.Processes;

/// <summary>The .NET command line.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>A command that leaves no build processes behind.</summary>
    public static Command Command(params IReadOnlyList<string> arguments) => new("dotnet", arguments)
    {
        Environment = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1" },
    };

    /// <summary>Runs a command that must succeed. Its output is only shown if it fails.</summary>
    /// <param name="failure">The message for a failure.</param>
    /// <param name="interruption">Ends the command early.</param>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    /// <exception cref="CakeException">It failed, took longer than 20 minutes, or was interrupted.</exception>
    public static async Task DoAsync(string failure, BuildInterruption interruption, params IReadOnlyList<string> arguments)
    {
        var command = Command(arguments);
        var end = await command.CaptureAsync(Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        if (end.ExitCode != 0)
            throw new CakeException($"{failure} ({command}: exit code {end.ExitCode}):\n{end.Output}");
    }
}
