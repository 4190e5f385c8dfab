using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>What is known of a vault file, bound to its bytes.</summary>
/// <param name="VaultSha256">SHA-256 of the file, lower-case hex: the facts hold for these bytes only.</param>
/// <param name="Salt">The salt at the file's start, lower-case hex. Every save draws a new one: other bytes behind the same salt are damage.</param>
/// <param name="ContentSha256">SHA-256 of the tar.gz inside, seen by opening it or making it; null when it was never opened here.</param>
/// <param name="TreeMac">Keyed fingerprint of the tree inside; null when it was never opened here.</param>
internal sealed record VaultFacts(string VaultSha256, string Salt, string? ContentSha256 = null, string? TreeMac = null)
{
    /// <summary>The authentication tag at the file's end, lower-case hex. A vault that opens and has this salt and this tag is this one:
    /// only who has the passphrase could make another. Null when it was never opened here.</summary>
    public string? Tag { get; init; }

    /// <summary>Tells a passphrase that opens it from any other, at the cost of trying one on the vault itself; null when it was never
    /// opened here.</summary>
    public string? KeyCheck { get; init; }

    /// <summary>Fingerprint of the tree inside under this workspace's own key; null when nobody has looked into it here.</summary>
    public string? LocalMac { get; init; }

    /// <summary>Whether what it holds is known without looking into it.</summary>
    [JsonIgnore]
    public bool IsComplete => ContentSha256 is not null && TreeMac is not null;
}
