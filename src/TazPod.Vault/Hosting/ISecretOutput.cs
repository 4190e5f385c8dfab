namespace TazPod.Vault.Hosting;

/// <summary>Where the content of a secret is written to.</summary>
internal interface ISecretOutput
{
    /// <summary>Whether a user sees it at once, on a terminal.</summary>
    bool IsTerminal { get; }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Write(ReadOnlySpan<byte> content);
}
