using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Cake.TazPod;

namespace TazPod.Build.Tasks;

/// <summary>Prints help. The lists are generated from the tasks.</summary>
[TaskName(Name)]
[TaskDescription("This help")]
public sealed class DefaultTask(ICakeEngine engine, IVaultRunner vault) : FrostingTask<ICakeContext>
{
    internal const string Name = "Default";

    private static readonly string[] OfThisRepository = [Name, "Audit", "Bench", "Build", "Demo", "Format", "Generate", "Mutate", "Pack", "Publish", "Test"];

    /// <inheritdoc/>
    public override void Run(ICakeContext context)
    {
        vault.RequireKnownArguments(context);
        var width = engine.Tasks.Max(task => task.Name.Length);
        Say("TazPod.Cake keeps secrets in one encrypted bundle and syncs it with S3.");
        Say("");
        Say("  ./build.sh --target=TASK [--argument=VALUE ...]");
        Say("");
        Say("Two commands to start with:");
        Say("");
        Say("  ./build.sh --target=Demo");
        Say("  ./build.sh --target=Test");
        Say("");
        Say("The vault:");
        Say("");
        List(engine.Tasks.Where(task => !OfThisRepository.Contains(task.Name)));
        Say("");
        Say("This repository:");
        Say("");
        List(engine.Tasks.Where(task => OfThisRepository.Contains(task.Name)));
        Say("");
        Say("Test runs all suites, or those named: --suite=Vault.Sync,Packages. A filter is a");
        Say("part of a test's full name, of namespace, class, method and arguments, in any");
        Say("case: --filter=PushTests, --filter=\"PushVault, changed\". S3_TEST_SERVER=rgw adds");
        Say("the tests that need a real S3 server.");
        Say("");
        Say("--target=TASK --help explains a task. docs/REFERENCE.md has all settings.");

        void List(IEnumerable<ICakeTaskInfo> tasks)
        {
            foreach (var task in tasks)
                Say($"  {task.Name.PadRight(width)}  {task.Description}");
        }

        void Say(string line) => context.Log.Information("{0}", line);
    }
}
