using Cake.Cli;
using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class ServiceTests
{
    private readonly TestHost _host = new TestHost().With<Work>();

    [Fact]
    public void Services_are_registered_immediately()
    {
        var called = false;
        _host.Host.ConfigureServices(_ => called = true);

        Assert.True(called);
    }

    [Theory]
    [InlineData(typeof(ICakeLog))]
    [InlineData(typeof(IConsole))]
    [InlineData(typeof(ICakeReportPrinter))]
    [InlineData(typeof(ICakeConfiguration))]
    [InlineData(typeof(ICakeVersionFeature))]
    [InlineData(typeof(ICakeInfoFeature))]
    [InlineData(typeof(BuildScriptHost<IFrostingContext>))]
    [InlineData(typeof(DryRunScriptHost<IFrostingContext>))]
    [InlineData(typeof(TreeScriptHost))]
    [InlineData(typeof(DescriptionScriptHost))]
    [InlineData(typeof(IToolInstaller))]
    [InlineData(typeof(Cake.Core.Tooling.IToolInstaller))]
    [InlineData(typeof(IPackageInstaller))]
    [InlineData(typeof(ICakeEngine))]
    [InlineData(typeof(ICakeContext))]
    [InlineData(typeof(FrostingContext))]
    [InlineData(typeof(IFrostingContext))]
    public void A_host_has_it_from_the_start(Type service)
        => new CakeHost().ConfigureServices(services => Assert.Contains(services, candidate => candidate.ServiceType == service));

    [Fact]
    public void A_startup_class_registers_services()
    {
        _host.Host.UseStartup<Startup>();

        Assert.Equal(0, _host.Run("--target=Named"));
    }

    [Fact]
    public void A_module_registers_services()
    {
        _host.With<NeedsModule>().Host.UseModule<Module>();

        Assert.Equal(0, _host.Run("--target=NeedsModule"));
        Assert.Equal(["from the module"], _host.Journal);
    }

    [Fact]
    public void Tools_are_installed_before_the_run_by_the_installer_of_their_scheme()
    {
        _host.Host
            .UsePackageInstaller<Installer>()
            .SetToolPath("/tools")
            .InstallTool(new Uri("shelf:?package=hammer&version=1.0"));

        Assert.Equal(0, _host.Run("--target=Work"));
        Assert.Equal(["installed hammer to /tools", "work"], _host.Journal);
    }

    [Fact]
    public void A_tool_without_an_installer_ends_the_run()
    {
        _host.Host.InstallTool(new Uri("unheard:?package=hammer"));

        Assert.Equal(1, _host.Run("--target=Work"));
        Assert.Contains("unheard", _host.Messages, StringComparison.Ordinal);
        Assert.Empty(_host.Journal);
    }

    [Theory]
    [InlineData("nuget")]
    [InlineData("dotnet")]
    public void Tools_from_packages_are_known(string scheme)
    {
        _host.Host.ConfigureServices(services => services.AddSingleton<IToolInstaller>(provider =>
        {
            var tool = new PackageReference($"{scheme}:?package=hammer");
            Assert.Contains(provider.GetServices<IPackageInstaller>(), installer => installer.CanInstall(tool, PackageType.Tool));
            return new NoInstaller();
        }));
        _host.Host.InstallTool(new Uri("any:?package=any"));

        Assert.Equal(0, _host.Run("--target=Work"));
    }

    [Theory]
    [InlineData(-1, typeof(InvalidOperationException))]
    [InlineData(130, typeof(OperationCanceledException))]
    public void A_service_that_throws_when_it_is_disposed_fails_the_run(int exitCode, Type exception)
    {
        _host.With<Unending>().Host.ConfigureServices(services => services.AddSingleton((Exception)Activator.CreateInstance(exception)!));

        Assert.Equal(exitCode, _host.Run("--target=Unending"));
        Assert.Equal(["ran"], _host.Journal);
    }

    [Fact]
    public void Every_host_extension_says_which_host_is_missing()
        => Assert.Throws<ArgumentNullException>(() => CakeHostExtensions.UseWorkingDirectory(null, "."));

    private sealed class Work(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("work");
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton<IFrostingTask, Named>();
    }

    private sealed class Named : FrostingTask;

    private sealed record Gift(string Text);

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) => registrar.RegisterInstance(new Gift("from the module")).AsSelf().Singleton();
    }

    private sealed class NeedsModule(Journal journal, Gift gift) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(gift.Text);
    }

    private sealed class Unending(Journal journal, Exception exception) : FrostingTask, IDisposable
    {
        public override void Run(ICakeContext context) => journal.Add("ran");

        public void Dispose() => throw exception;
    }

    private sealed class NoInstaller : IToolInstaller
    {
        public void Install(PackageReference tool)
        {
        }
    }

    private sealed class Installer(Journal journal, IFileSystem fileSystem) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "shelf" && type == PackageType.Tool;

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            journal.Add($"installed {package.Package} to {path.FullPath}");
            return [fileSystem.GetFile(path.CombineWithFilePath("hammer.dll"))];
        }
    }
}
