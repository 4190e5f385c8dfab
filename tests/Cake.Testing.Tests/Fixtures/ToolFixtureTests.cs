using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Testing.Fixtures;

namespace Cake.Testing.Tests.Fixtures;

public sealed class ToolFixtureTests
{
    private readonly HammerFixture _fixture = new();

    [Fact]
    public void A_tool_is_found_and_its_command_line_is_recorded()
    {
        var result = _fixture.Run();

        Assert.Equal("/Working/tools/hammer.exe", result.Path.FullPath);
        Assert.Equal("--nail 1", result.Args);
        Assert.Equal("/Working", result.Process.WorkingDirectory.FullPath);
    }

    [Fact]
    public void A_tool_of_the_settings_is_preferred()
    {
        _fixture.Settings.ToolPath = "/other/hammer.exe";
        _fixture.GivenSettingsToolPathExist();

        Assert.Equal("/other/hammer.exe", _fixture.Run().Path.FullPath);
    }

    [Fact]
    public void A_missing_tool_is_an_error()
    {
        _fixture.GivenDefaultToolDoNotExist();

        Assert.Equal("Hammer: Could not locate executable.", Assert.Throws<CakeException>(_fixture.Run).Message);
    }

    [Fact]
    public void A_process_that_does_not_start_is_an_error()
    {
        _fixture.GivenProcessCannotStart();

        Assert.Equal("Hammer: Process was not started.", Assert.Throws<CakeException>(_fixture.Run).Message);
    }

    [Fact]
    public void A_process_that_fails_is_an_error()
    {
        _fixture.GivenProcessExitsWithCode(3);

        Assert.Equal(3, Assert.Throws<CakeException>(_fixture.Run).ExitCode);
    }

    private sealed class HammerFixture() : ToolFixture<ToolSettings>("hammer.exe")
    {
        protected override void RunTool() => new Hammer(FileSystem, Environment, ProcessRunner, Tools).Strike(Settings);
    }

    private sealed class Hammer(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : Tool<ToolSettings>(fileSystem, environment, processRunner, tools)
    {
        public void Strike(ToolSettings settings) => Run(settings, new ProcessArgumentBuilder().Append("--nail").Append("1"));

        protected override string GetToolName() => "Hammer";

        protected override IEnumerable<string> GetToolExecutableNames() => ["hammer.exe"];
    }
}
