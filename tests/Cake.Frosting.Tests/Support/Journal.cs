namespace Cake.Frosting.Tests.Support;

/// <summary>The actions of tasks and lifetimes, in order.</summary>
internal sealed class Journal : List<string>;
