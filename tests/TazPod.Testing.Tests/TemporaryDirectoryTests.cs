namespace TazPod.Testing.Tests;

public sealed class TemporaryDirectoryTests
{
    [Fact]
    public void Only_the_owner_can_read_it()
    {
        using var directory = new TemporaryDirectory("mode");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
#pragma warning disable CA1416 // Skipped on Windows, which the analyzer cannot see.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
#pragma warning restore CA1416
        Assert.Contains("mode", directory.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_removed_with_read_only_directories_but_without_the_targets_of_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        using var other = new TemporaryDirectory("other");
        var directory = new TemporaryDirectory();
        var inner = Directory.CreateDirectory(directory.Combine("a", "b")).FullName;
        File.WriteAllText(Path.Combine(inner, "file"), "x");
        Directory.CreateSymbolicLink(Path.Combine(inner, "link"), other.Path);
#pragma warning disable CA1416 // Skipped on Windows, which the analyzer cannot see.
        File.SetUnixFileMode(inner, UnixFileMode.UserRead);
#pragma warning restore CA1416
        directory.Dispose();
        Assert.False(Directory.Exists(directory.Path));
        Assert.True(Directory.Exists(other.Path));
        directory.Dispose();
    }
}
