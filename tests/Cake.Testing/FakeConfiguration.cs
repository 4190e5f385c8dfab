using Cake.Core.Configuration;

namespace Cake.Testing;

/// <summary>A configuration with the values that were set; keys are case-insensitive.</summary>
public sealed class FakeConfiguration : ICakeConfiguration
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    public void SetValue(string key, string value) => _values[key] = value;

    /// <inheritdoc/>
    public string GetValue(string key) => _values.GetValueOrDefault(key);
}
