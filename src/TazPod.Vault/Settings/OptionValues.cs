namespace TazPod.Vault.Settings;

/// <summary>The options that arguments gave for one run, each by its definition. Immutable. A verb's options record takes its values from
/// here when the verb is called without one.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<string, object> values;

    private OptionValues(Dictionary<string, object> values) => this.values = values;

    /// <summary>No option is given.</summary>
    public static OptionValues None { get; } = new([]);

    /// <summary>Which copy is meant. The default is latest.</summary>
    internal CopySelector Copy => Get(OptionCatalog.Index) ?? Get(OptionCatalog.At) ?? CopySelector.Latest;

    /// <summary>The value of an option; its type's default when it is not given.</summary>
    internal T? Get<T>(OptionDefinition<T> option) => values.TryGetValue(option.Name, out var value) ? (T)value : default;

    /// <summary>The same with one more.</summary>
    internal OptionValues With(SettingDefinition option, object value) => new(new(values) { [option.Name] = value });
}
