using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host that was given none, and the usual base of one's own.</summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Wraps Cake's context.</summary>
    /// <param name="context">Cake's context.</param>
    public FrostingContext(ICakeContext context)
        : base(context)
    {
    }
}
