using Cake.Core;
using Cake.Frosting.Tests.Support;
using Cake.Testing;

namespace Cake.Frosting.Tests;

public sealed class ConfigurationTests
{
    private readonly TestHost _host = new TestHost().With<Show>();

    [Theory]
    [InlineData("host", true, false, false, false)]
    [InlineData("environment", true, true, false, false)]
    [InlineData("file", true, true, true, false)]
    [InlineData("line", true, true, true, true)]
    public void The_command_line_overrides_the_file_which_overrides_the_environment_which_overrides_the_host(
        string expected, bool host, bool environment, bool file, bool line)
    {
        if (host)
            _host.Host.UseCakeSetting("Some_Thing", "host");
        if (file)
            _host.FileSystem.CreateFile("/Working/cake.config").SetContent("[Some]\nThing=file\n");
        if (environment)
            _host.Environment.SetEnvironmentVariable("CAKE_SOME_THING", "environment");

        Assert.Equal(0, line ? _host.Run("--target=Show", "--Some_Thing=line") : _host.Run("--target=Show"));
        Assert.Equal([expected], _host.Journal);
    }

    [Fact]
    public void The_last_of_two_settings_of_a_host_applies()
    {
        _host.Host.UseCakeSetting("Some_Thing", "first").UseCakeSetting("some_thing", "last");

        Assert.Equal(0, _host.Run("--target=Show"));
        Assert.Equal(["last"], _host.Journal);
    }

    [Fact]
    public void The_first_of_two_settings_of_the_command_line_applies()
    {
        Assert.Equal(0, _host.Run("--target=Show", "--Some_Thing=first", "--Some_Thing=last"));
        Assert.Equal(["first"], _host.Journal);
    }

    [Fact]
    public void A_setting_of_the_command_line_without_a_value_is_empty()
    {
        Assert.Equal(0, _host.Run("--target=Show", "--Some_Thing"));
        Assert.Equal([""], _host.Journal);
    }

    [Fact]
    public void The_file_is_in_the_working_directory_of_the_host()
    {
        _host.FileSystem.CreateFile("/Working/cake.config").SetContent("[Some]\nThing=here\n");
        _host.FileSystem.CreateFile("/Elsewhere/cake.config").SetContent("[Some]\nThing=elsewhere\n");

        Assert.Equal(0, _host.Run("--target=Show", "--working=/Elsewhere"));
        Assert.Equal(["elsewhere"], _host.Journal);
    }

    private sealed class Show(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(context.Configuration.GetValue("Some_Thing"));
    }
}
