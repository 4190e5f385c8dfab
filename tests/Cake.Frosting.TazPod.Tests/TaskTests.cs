using System.Reflection;
using Cake.Core;
using Cake.Frosting.TazPod.Internal;
using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace Cake.Frosting.TazPod.Tests;

public sealed class TaskTests
{
    private static readonly Type[] Tasks =
        [.. typeof(PullVaultTask).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IFrostingTask)))];

    [Fact]
    public void Every_verb_is_a_task_and_none_is_the_default()
    {
        var expected = VaultVerbs.All.Where(verb => verb.Doors.HasFlag(VerbDoors.Frosting)).Select(verb => (verb.Name, verb.Description));

        var declared = Tasks.Select(task => (
            task.GetCustomAttribute<TaskNameAttribute>()!.Name, task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description));

        Assert.Equal(expected.Order(), declared.Order());
    }

    [Theory]
    [InlineData(true, "--target=PushVault")]
    [InlineData(true, "--target=pushvault", "--target=SaveVault")]
    [InlineData(false, "--target=SaveVault", "--target=pushvault")]
    [InlineData(true, "--target=Own", "--target=pushvault")]
    [InlineData(true, "-t", "PullVault")]
    [InlineData(false, "--target=SaveVault")]
    [InlineData(false, "--tree")]
    [InlineData(false)]
    public void A_command_line_shows_whether_the_first_verb_needs_a_store(bool expected, params string[] args) =>
        Assert.Equal(expected, CommandLine.Verbs(args).FirstOrDefault()?.NeedsStore == true);

    [Fact]
    public void Every_description_fits_beside_the_name_in_80_columns() =>
        Assert.All(Tasks, task => Assert.InRange(task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description.Length, 10, 64));

    // With a class in between, Frosting does not see which context a task needs, and one with another context ends every run of the host.
    [Fact]
    public void Every_task_derives_directly_from_the_class_of_Frosting() =>
        Assert.All(Tasks, task => Assert.Equal(typeof(AsyncFrostingTask<ICakeContext>), task.BaseType));

    [Fact]
    public void A_build_that_adds_the_tasks_twice_has_them_once()
    {
        using var bench = new Workbench { Prepare = host => host.UseTazPod().UseTazPod() };

        Assert.Equal(0, bench.Run("SetupStorage"));
    }

    [Fact]
    public void The_whole_workflow_runs_as_targets()
    {
        using var bench = new Workbench();

        bench.Do("SetupStorage", "SaveVault", "PushVault");
        bench.Write("secrets/token", "another one");
        bench.Do("SaveVault", "PushVault");
        Assert.Equal(0, bench.Run("PullVault", "--index=2"));
        Assert.Equal(0, bench.Run("UnlockVault", "--secrets=older"));
        Assert.Equal(Workbench.Secret, bench.Read("older/token"));
        Assert.Equal(0, bench.Run("LockVault", "--secrets=older"));
        Assert.False(Directory.Exists(bench.Path("older")));
        Assert.Equal(0, bench.Run("Bootstrap", "--secrets=elsewhere", "--vault-file=elsewhere.tar.aes"));
        Assert.Equal("another one", bench.Read("elsewhere/token"));
        Assert.Equal(0, bench.Run("PruneHistory", "--retention=1"));
    }
}
