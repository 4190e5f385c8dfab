using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

public sealed class FileFailuresTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(23)]
    public void Without_free_handles_the_hint_is_not_about_the_path(int errno)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "error numbers of Unix");

        var failure = FileFailures.Translate(new IOException("Too many open files : '/x'", errno), "cannot read '/x'");

        Assert.Same(VaultErrors.FileFailed, failure.Error);
        Assert.Equal("cannot read '/x': too many files are open", failure.Message);
        Assert.Contains("ulimit -n", failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("path", failure.Hint, StringComparison.OrdinalIgnoreCase);
    }
}
