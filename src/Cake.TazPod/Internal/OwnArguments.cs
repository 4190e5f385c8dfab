namespace Cake.TazPod.Internal;

/// <summary>Names of arguments that a build's own tasks read, without dashes.</summary>
internal sealed record OwnArguments(IReadOnlyList<string> Names);
