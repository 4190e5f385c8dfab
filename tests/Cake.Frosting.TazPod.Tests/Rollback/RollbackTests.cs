using System.Runtime.CompilerServices;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.TazPod.Tests.Rollback;

/// <summary>Runs the example of docs/ROLLBACK.md.</summary>
public sealed class RollbackTests
{
    [Fact]
    public void A_failed_deployment_goes_back_to_the_previous_latest()
    {
        using var bench = new Workbench();
        bench.Do("SetupStorage", "SaveVault", "PushVault");
        var before = File.ReadAllBytes(bench.Path("vault.tar.aes"));
        var deployment = new Deployment(bench) { IsBroken = true };
        bench.Prepare = host => host.ConfigureServices(services => services
            .AddSingleton<IDeployment>(deployment).AddSingleton<IFrostingTask, DeployTask>());

        Assert.NotEqual(0, bench.Run("Deploy"));

        Assert.Equal("rotated", deployment.Seen);
        Assert.Equal(Workbench.Secret, bench.Read("secrets/token"));
        Assert.Equal(before, File.ReadAllBytes(bench.Path("vault.tar.aes")));
        Assert.Contains(bench.Lines, line => line.StartsWith("restored copy 20260520T210002", StringComparison.Ordinal));
        Assert.Equal(0, bench.Run("VaultStatus"));
        Assert.StartsWith("in sync", bench.Lines[^1], StringComparison.Ordinal);

        deployment.IsBroken = false;
        Assert.Equal(0, bench.Run("Deploy"));
        Assert.Equal("rotated", bench.Read("secrets/token"));
    }

    [Fact]
    public void The_page_shows_the_task_that_was_run()
    {
        var here = Here();
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "ROLLBACK.md"));

        // Public on the page, so that a build finds the task; internal here, so that other runs do not.
        var code = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "DeployTask.cs"))
            .Replace("internal sealed", "public sealed", StringComparison.Ordinal);
        var task = code[code.IndexOf("[TaskName", StringComparison.Ordinal)..].TrimEnd().Split('\n')
            .Select(line => line.Length == 0 ? "" : "    " + line);

        Assert.Contains(string.Join('\n', task), page, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string here = "") => here;

    private sealed class Deployment(Workbench bench) : IDeployment
    {
        public bool IsBroken { get; set; }

        public string? Seen { get; private set; }

        public void RotateSecrets()
        {
            bench.Write("secrets/token", "rotated");
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        public void Deploy()
        {
            Seen = bench.Read("secrets/token");
            if (IsBroken)
            {
                throw new InvalidOperationException("the new release does not start");
            }
        }
    }
}
