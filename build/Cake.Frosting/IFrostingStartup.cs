using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A class of its own for the registrations of a host, for <c>UseStartup</c>.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers what the host needs.</summary>
    /// <param name="services">The host's services.</param>
    void Configure(IServiceCollection services);
}
