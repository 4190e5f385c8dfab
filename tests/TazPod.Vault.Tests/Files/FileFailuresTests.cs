using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

public sealed class FileFailuresTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(23)]
    public void Without_a_handle_left_nobody_is_sent_to_look_at_the_path(int errno)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "numbers of this system");

        var failure = FileFailures.Translate(new IOException("Too many open files : '/x'", errno), "cannot read '/x'");

        Assert.Same(VaultErrors.FileFailed, failure.Error);
        Assert.Equal("cannot read '/x': too many files are open", failure.Message);
        Assert.Contains("ulimit -n", failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("path", failure.Hint, StringComparison.OrdinalIgnoreCase);
    }
}
