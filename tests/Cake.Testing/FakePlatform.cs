using Cake.Core;

namespace Cake.Testing;

/// <summary>A platform that can be changed.</summary>
public sealed class FakePlatform : ICakePlatform
{
    /// <summary>Creates a platform.</summary>
    /// <param name="family">The operating system.</param>
    /// <param name="is64Bit">Whether it is a 64-bit one.</param>
    public FakePlatform(PlatformFamily family, bool is64Bit = true)
    {
        Family = family;
        Is64Bit = is64Bit;
    }

    /// <inheritdoc/>
    public PlatformFamily Family { get; set; }

    /// <inheritdoc/>
    public bool Is64Bit { get; set; }
}
