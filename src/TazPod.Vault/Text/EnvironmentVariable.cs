namespace TazPod.Vault.Text;

/// <summary>One variable of a file of <c>NAME=value</c> lines.</summary>
/// <param name="Name">Letters, digits and underscores.</param>
/// <param name="Value">Its value, unescaped.</param>
/// <param name="Raw">The value as it stands in the file, without quotes around it.</param>
/// <param name="Line">The line it stands in, from 1.</param>
internal sealed record EnvironmentVariable(string Name, string Value, string Raw, int Line)
{
    /// <summary>Never the value.</summary>
    public override string ToString() => $"{Name} (line {Line})";
}
