using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive;

/// <summary>Runs an action at one exact moment while a tree is read. Denial is simulated, because root can read everything.</summary>
internal sealed class MomentousAccess : TreeAccess
{
    public Action<string> BeforeListing { get; init; } = _ => { };

    public Action<string> BeforeOpening { get; init; } = _ => { };

    public Action<string> AfterOpening { get; init; } = _ => { };

    public override IReadOnlyList<string> List(string directory)
    {
        BeforeListing(directory);
        return base.List(directory);
    }

    public override SafeFileHandle Open(string path)
    {
        BeforeOpening(path);
        var handle = base.Open(path);
        AfterOpening(path);
        return handle;
    }
}
