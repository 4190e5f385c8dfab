namespace Cake.Frosting.TazPod.Tests.Support;

/// <summary>Tests that send this process a signal: it reaches every verb that runs at the moment, so they run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SignalTests
{
    public const string Name = "signals";
}
