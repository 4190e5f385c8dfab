using Cake.Core;
using Cake.Frosting.Tests.Support;
using Cake.Testing;

namespace Cake.Frosting.Tests;

public sealed class WorkingDirectoryTests
{
    private readonly TestHost _host = new TestHost().With<Show>();

    public WorkingDirectoryTests()
    {
        _host.FileSystem.CreateDirectory("/Elsewhere");
        _host.FileSystem.CreateDirectory("/Working/below");
        _host.Host.UseContext<EarlyContext>();
    }

    [Fact]
    public void It_is_not_changed_by_default()
    {
        Assert.Equal(0, _host.Run("--target=Show"));
        Assert.Equal(["/Working"], _host.Journal);
    }

    [Fact]
    public void The_host_can_set_it_before_the_context_is_created()
    {
        _host.Host.UseWorkingDirectory("../Elsewhere");

        Assert.Equal(0, _host.Run("--target=Show"));
        Assert.Equal(["/Elsewhere"], _host.Journal);
    }

    [Theory]
    [InlineData("--working=below")]
    [InlineData("--working", "/Working/below")]
    [InlineData("-w", "below")]
    public void The_command_line_overrides_the_host(params string[] args)
    {
        _host.Host.UseWorkingDirectory("/Elsewhere");

        Assert.Equal(0, _host.Run([.. args, "--target=Show"]));
        Assert.Equal(["/Working/below"], _host.Journal);
    }

    [Fact]
    public void It_must_exist()
    {
        Assert.Equal(1, _host.Run("--target=Show", "--working=nowhere"));
        Assert.Contains("/Working/nowhere", _host.Messages, StringComparison.Ordinal);
        Assert.Empty(_host.Journal);
    }

    private sealed class EarlyContext(ICakeContext context) : FrostingContext(context)
    {
        public string Directory { get; } = context.Environment.WorkingDirectory.FullPath;
    }

    private sealed class Show(Journal journal) : FrostingTask<EarlyContext>
    {
        public override void Run(EarlyContext context) => journal.Add(context.Directory);
    }
}
