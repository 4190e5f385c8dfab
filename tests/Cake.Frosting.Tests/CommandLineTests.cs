using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_program_runs_its_own_tasks_and_reports_them()
    {
        var (exitCode, output, error) = await SampleProcess.RunAsync("--target=Farewell");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("Hello from", output, StringComparison.Ordinal);
        Assert.Contains("Goodbye", output, StringComparison.Ordinal);
        Assert.Contains("Duration", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_one_line_and_exit_code_1()
    {
        var (exitCode, _, error) = await SampleProcess.RunAsync("--target=Fail");

        Assert.Equal(1, exitCode);
        Assert.Contains("Error: Everything is broken", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_has_its_stack_at_diagnostic_verbosity()
    {
        var (exitCode, _, error) = await SampleProcess.RunAsync("--target=Fail", "-v", "diagnostic");

        Assert.Equal(1, exitCode);
        Assert.Contains("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verbosity=loud")]
    [InlineData("positional")]
    [InlineData("--version=1.2.3")]
    public async Task A_command_line_that_cannot_be_parsed_is_exit_code_255(string argument)
        => Assert.Equal(255, (await SampleProcess.RunAsync(argument)).ExitCode & 255);

    [Fact]
    public async Task The_version_is_the_programs_description()
    {
        var (exitCode, output, _) = await SampleProcess.RunAsync("--version");

        Assert.Equal((0, "The sample build, 1.2.3"), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task The_information_has_the_version_and_details()
    {
        var (exitCode, output, _) = await SampleProcess.RunAsync("--info");

        Assert.Equal(0, exitCode);
        Assert.Contains("Version: The sample build, 1.2.3", output, StringComparison.Ordinal);
        Assert.Contains("Details: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task The_help_names_the_options(string option)
    {
        var (exitCode, output, _) = await SampleProcess.RunAsync(option);

        Assert.Equal(0, exitCode);
        foreach (var name in new[] { "--target", "--working", "--verbosity", "--description", "--tree", "--dryrun", "--exclusive", "--version", "--info" })
            Assert.Contains(name, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiet_run_prints_its_report_and_no_messages()
    {
        var (exitCode, output, _) = await SampleProcess.RunAsync("--target=Greet", "--verbosity=quiet");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Hello", output, StringComparison.Ordinal);
        Assert.Contains("Duration", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_working_directory_of_the_process_is_entered()
    {
        var directory = Directory.CreateTempSubdirectory("frosting-");
        try
        {
            var (exitCode, output, _) = await SampleProcess.RunAsync("--target=Greet", "-w", directory.FullName);

            Assert.Equal(0, exitCode);
            Assert.Contains(directory.Name, output, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
