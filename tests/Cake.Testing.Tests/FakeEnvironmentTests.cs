using Cake.Core;
using Cake.Core.IO;

namespace Cake.Testing.Tests;

public sealed class FakeEnvironmentTests
{
    [Fact]
    public void The_working_directory_of_a_unix_environment_is_Working()
    {
        var environment = FakeEnvironment.CreateUnixEnvironment();

        Assert.Equal("/Working", environment.WorkingDirectory.FullPath);
        Assert.True(environment.Platform.IsUnix());
        Assert.True(environment.Platform.Is64Bit);
    }

    [Fact]
    public void The_working_directory_of_a_windows_environment_is_Working_on_drive_C()
    {
        var environment = FakeEnvironment.CreateWindowsEnvironment(is64Bit: false);

        Assert.Equal("C:/Working", environment.WorkingDirectory.FullPath);
        Assert.True(environment.Platform.IsWindows());
        Assert.False(environment.Platform.Is64Bit);
    }

    [Fact]
    public void Variables_and_special_paths_can_be_set()
    {
        var environment = FakeEnvironment.CreateUnixEnvironment();
        environment.SetEnvironmentVariable("HOME", "/home/me");
        environment.SetSpecialPath(SpecialPath.LocalTemp, "/scratch");

        Assert.Equal("/home/me", environment.GetEnvironmentVariable("HOME"));
        Assert.Null(environment.GetEnvironmentVariable("home"));
        Assert.Equal("HOME", Assert.Single(environment.GetEnvironmentVariables()).Key);
        Assert.Equal("/scratch", environment.GetSpecialPath(SpecialPath.LocalTemp).FullPath);
    }

    [Fact]
    public void Platform_and_runtime_can_be_changed()
    {
        var environment = FakeEnvironment.CreateUnixEnvironment();
        environment.ChangeOperatingSystemFamily(PlatformFamily.OSX);
        environment.ChangeOperativeSystemBitness(false);
        environment.SetIsCoreClr(false);

        ICakeEnvironment seen = environment;
        Assert.Equal((PlatformFamily.OSX, false), (seen.Platform.Family, seen.Platform.Is64Bit));
        Assert.Equal((false, Core.Polyfill.Runtime.Clr), (seen.Runtime.IsCoreClr, seen.Runtime.Runtime));
    }
}
