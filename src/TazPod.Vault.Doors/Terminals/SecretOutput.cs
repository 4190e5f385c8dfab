using TazPod.Vault.Hosting;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Writes the content of a secret to the standard output, byte for byte.</summary>
internal sealed class SecretOutput : ISecretOutput
{
    /// <inheritdoc/>
    public bool IsTerminal => !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> content)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(content);
    }
}
