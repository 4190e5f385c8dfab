using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A separate class for the registrations of a host, for <c>UseStartup</c>.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers the services that the host needs.</summary>
    /// <param name="services">The host's services.</param>
    void Configure(IServiceCollection services);
}
