namespace Cake.Frosting;

/// <summary>Code that the host runs once before the first task and once after the last one.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
