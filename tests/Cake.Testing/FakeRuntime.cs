using System.Runtime.Versioning;
using Cake.Core;

namespace Cake.Testing;

/// <summary>A runtime that can be changed; by default .NET 10.</summary>
public sealed class FakeRuntime : ICakeRuntime
{
    /// <inheritdoc/>
    public Core.Polyfill.Runtime Runtime => IsCoreClr ? Core.Polyfill.Runtime.CoreClr : Core.Polyfill.Runtime.Clr;

    /// <inheritdoc/>
    public FrameworkName BuiltFramework { get; set; } = new(".NETCoreApp,Version=v10.0");

    /// <inheritdoc/>
    public Version CakeVersion { get; set; } = typeof(ICakeRuntime).Assembly.GetName().Version;

    /// <inheritdoc/>
    public bool IsCoreClr { get; set; } = true;
}
