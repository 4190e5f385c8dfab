using System.Runtime.CompilerServices;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.TazPod.Tests.Opened;

/// <summary>The example of docs/RUN.md: a build's own task uses a secret that is never written to disk.</summary>
public sealed class OpenedVaultTests
{
    [Fact]
    public void A_task_of_the_build_reads_a_secret_without_a_file()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        Directory.Delete(bench.Path("secrets"), recursive: true);
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, AnnounceTask>());

        Assert.Equal(0, bench.Run("Announce"));
        Assert.Contains($"a token of {Workbench.Secret.Length} characters, and no file", bench.Lines);
        Assert.Contains(bench.Lines, line => line.EndsWith("in memory: 1 file, none of them on a disk", StringComparison.Ordinal));
        Assert.False(Directory.Exists(bench.Path("secrets")));

        File.Delete(bench.Path("vault.tar.aes"));
        Assert.Equal(0, bench.Run("Announce", "--from=latest"));
        Assert.Equal(3, bench.Run("Announce"));
    }

    [Fact]
    public void The_page_shows_the_task_that_was_run()
    {
        var here = Path.GetDirectoryName(Here())!;
        var page = File.ReadAllText(Path.Combine(here, "..", "..", "..", "docs", "RUN.md"));
        var code = File.ReadAllText(Path.Combine(here, "AnnounceTask.cs")).Replace("internal sealed", "public sealed", StringComparison.Ordinal);
        var task = code[code.IndexOf("[TaskName", StringComparison.Ordinal)..].TrimEnd().Split('\n')
            .Select(line => line.Length == 0 ? "" : "    " + line);

        Assert.Contains(string.Join('\n', task), page, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
