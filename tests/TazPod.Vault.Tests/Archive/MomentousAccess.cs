using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive;

/// <summary>Lets something happen to a tree at one exact moment of its reading. Denial is made here because root may read
/// everything.</summary>
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
