using TazPod.Vault.Text;

namespace TazPod.Vault.Merging;

/// <summary>A line of a file of <c>NAME=value</c> lines.</summary>
/// <param name="Number">Equal for lines that set the same variable, and for equal lines that set none.</param>
/// <param name="Variable">The variable that it sets; null for a comment or a blank line.</param>
/// <param name="Bytes">The line with its end.</param>
internal sealed record DotenvLine(int Number, EnvironmentVariable? Variable, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The line without its end.</summary>
    public ReadOnlyMemory<byte> Text => Bytes[..^ByteLines.End(Bytes).Length];
}
