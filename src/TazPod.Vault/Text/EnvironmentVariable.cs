namespace TazPod.Vault.Text;

/// <summary>One variable from a file of <c>NAME=value</c> lines.</summary>
/// <param name="Name">Letters, digits and underscores.</param>
/// <param name="Value">Its value, unescaped.</param>
/// <param name="Raw">The value as written in the file, without the quotes around it.</param>
/// <param name="Line">Its line number, from 1.</param>
internal sealed record EnvironmentVariable(string Name, string Value, string Raw, int Line)
{
    /// <summary>Never contains the value.</summary>
    public override string ToString() => $"{Name} (line {Line})";
}
