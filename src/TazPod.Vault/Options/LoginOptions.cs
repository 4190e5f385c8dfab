using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of one run of Login.</summary>
public sealed record LoginOptions
{
    /// <summary>Whether to log in again although the session is still valid. The default is false.</summary>
    public bool Force { get; init; }

    internal static LoginOptions Of(OptionValues given) => new() { Force = given.Get(OptionCatalog.Force) };
}
