namespace TazPod.Vault.Settings;

/// <summary>The options that were set by arguments for one run, by definition. Immutable. A verb's options record takes its values from
/// here if the verb is called without options.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<string, object> values;

    private OptionValues(Dictionary<string, object> values) => this.values = values;

    /// <summary>No options.</summary>
    public static OptionValues None { get; } = new([]);

    /// <summary>The selected copy. The default is latest.</summary>
    internal CopySelector Copy => Get(OptionCatalog.Index) ?? Get(OptionCatalog.At) ?? CopySelector.Latest;

    /// <summary>The value of an option, or its type's default if it is not set.</summary>
    internal T? Get<T>(OptionDefinition<T> option) => values.TryGetValue(option.Name, out var value) ? (T)value : default;

    /// <summary>A copy with one more option.</summary>
    internal OptionValues With(SettingDefinition option, object value) => new(new(values) { [option.Name] = value });
}
