using Cake.Core;
using TazPod.Build.Publishing;
using TazPod.Testing;

namespace TazPod.Build.Tests.Publishing;

public sealed class NativePackageTests : IDisposable
{
    private readonly TemporaryDirectory directory = new("native");

    [Fact]
    public void Its_system_is_in_the_name_of_the_file()
    {
        Write("TazPod.Tool.linux-musl-x64.1.2.0-rc.1.nupkg");
        Write("TazPod.Tool.linux-arm64.1.2.0-rc.1.nupkg");
        Write("tazvault-1.2.0-rc.1-linux-arm64.tar.gz");

        Assert.Equal(["linux-arm64", "linux-musl-x64"], NativePackage.FindAll(directory.Path, "1.2.0-rc.1").Select(package => package.System));
    }

    [Theory]
    [InlineData("TazPod.Tool.linux-x64.1.0.0.nupkg")]
    [InlineData("TazPod.Tool.1.2.0.nupkg")]
    [InlineData("TazPod.Tool.any.1.2.0.nupkg")]
    public void Another_package_is_refused(string name)
    {
        Write("TazPod.Tool.linux-arm64.1.2.0.nupkg");
        Write(name);

        Assert.Contains(name, Assert.Throws<CakeException>(() => NativePackage.FindAll(directory.Path, "1.2.0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_any_is_refused()
    {
        Assert.Contains("Publish", Assert.Throws<CakeException>(() => NativePackage.FindAll(directory.Path, "1.2.0")).Message, StringComparison.Ordinal);
        Assert.Contains("Publish", Assert.Throws<CakeException>(() => NativePackage.FindAll(directory.Combine("none"), "1.2.0")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private void Write(string name) => File.WriteAllText(directory.Combine(name), "");
}
