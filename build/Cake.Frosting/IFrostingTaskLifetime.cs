namespace Cake.Frosting;

/// <summary>Code that the host runs before each task and after it.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
