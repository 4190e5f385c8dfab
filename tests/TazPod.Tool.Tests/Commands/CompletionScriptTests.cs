using TazPod.Testing.Processes;
using TazPod.Tool.Commands;

namespace TazPod.Tool.Tests.Commands;

public sealed class CompletionScriptTests
{
    private static string Assembly => typeof(CompletionScript).Assembly.Location;

    [Theory]
    [InlineData("tazvault pu", "pull|push")]
    [InlineData("tazvault snapshot s", "status")]
    [InlineData("tazvault push --keep-d", "--keep-daily")]
    [InlineData("tazvault completion f", "fish")]
    public void Bash_completes_commands_and_options(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no bash");
        var script = $$"""
            tazvault() { dotnet '{{Assembly}}' "$@"; }
            eval "$(tazvault completion bash)"
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _tazvault; printf '%s\n' "${COMPREPLY[@]}" | sort
            """;

        var found = new TestCommand("/bin/bash", "-c", script).Do().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, string.Join('|', found));
    }

    [Fact]
    public void Each_shell_asks_the_command_itself() =>
        Assert.All(CompletionScript.Shells, shell => Assert.Contains("[suggest:", CompletionScript.For(shell), StringComparison.Ordinal));
}
