using TazPod.Vault.Settings;

namespace TazPod.Vault.Options;

/// <summary>The options of a verb that has none.</summary>
internal sealed record NoOptions
{
    public static readonly NoOptions Instance = new();

    public static NoOptions Of(OptionValues given) => Instance;
}
