namespace Cake.Frosting.Tests.Support;

/// <summary>What tasks and lifetimes did, in order.</summary>
internal sealed class Journal : List<string>;
