using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>The facts about a vault file, bound to its bytes.</summary>
/// <param name="VaultSha256">SHA-256 of the file, lower-case hex. The facts are valid for these bytes only.</param>
/// <param name="Salt">The salt at the file's start, lower-case hex. Every save draws a new one; different bytes after the same salt mean
/// damage.</param>
/// <param name="ContentSha256">SHA-256 of the tar.gz inside, computed when opening or creating the vault; null if it was never opened
/// here.</param>
/// <param name="TreeMac">Keyed fingerprint of the tree inside; null if the vault was never opened here.</param>
internal sealed record VaultFacts(string VaultSha256, string Salt, string? ContentSha256 = null, string? TreeMac = null)
{
    /// <summary>The authentication tag at the file's end, lower-case hex. A vault that opens and has this salt and this tag is this one:
    /// only someone with the passphrase could create another. Null if the vault was never opened here.</summary>
    public string? Tag { get; init; }

    /// <summary>Distinguishes a passphrase that opens the vault from any other, at the cost of trying it on the vault itself; null if the
    /// vault was never opened here.</summary>
    public string? KeyCheck { get; init; }

    /// <summary>Fingerprint of the tree inside under this workspace's own key; null if the vault was never read here.</summary>
    public string? LocalMac { get; init; }

    /// <summary>Whether the vault's content is known without opening it.</summary>
    [JsonIgnore]
    public bool IsComplete => ContentSha256 is not null && TreeMac is not null;
}
