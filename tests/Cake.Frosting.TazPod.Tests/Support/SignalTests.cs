namespace Cake.Frosting.TazPod.Tests.Support;

/// <summary>Tests that send this process a signal. It reaches every running verb, so these tests do not run in parallel with
/// others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SignalTests
{
    public const string Name = "signals";
}
