using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host without a custom one, and the usual base class of a custom context.</summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Wraps Cake's context.</summary>
    /// <param name="context">Cake's context.</param>
    public FrostingContext(ICakeContext context)
        : base(context)
    {
    }
}
