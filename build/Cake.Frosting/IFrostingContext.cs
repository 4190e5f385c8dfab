using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that a host passes to its tasks and lifetimes.</summary>
public interface IFrostingContext : ICakeContext;
