using System.Text.Json.Serialization;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>What is known of a vault file, bound to its bytes.</summary>
/// <param name="VaultSha256">SHA-256 of the file, lower-case hex: the facts hold for these bytes only.</param>
/// <param name="SealId">The id of its <see cref="SealMark"/>.</param>
/// <param name="ContentSha256">SHA-256 of the tar.gz inside, seen by opening it or making it; null when it was never opened here.</param>
/// <param name="TreeMac">Keyed fingerprint of the tree inside; null when it was never opened here.</param>
internal sealed record VaultFacts(
    string VaultSha256, [property: JsonPropertyName("salt")] string SealId, string? ContentSha256 = null, string? TreeMac = null)
{
    /// <summary>The tag of its <see cref="SealMark"/>. Null when it was never opened here.</summary>
    [JsonPropertyName("tag")]
    public string? SealTag { get; init; }

    /// <summary>Tells a passphrase that opens it from any other, at the cost of trying one on the vault itself; null when it was never
    /// opened here.</summary>
    public string? KeyCheck { get; init; }

    /// <summary>Fingerprint of the tree inside under this workspace's own key; null when nobody has looked into it here.</summary>
    public string? LocalMac { get; init; }

    /// <summary>Its mark, if it was opened here; else null.</summary>
    [JsonIgnore]
    public SealMark? Mark => SealTag is { } tag ? new SealMark(SealId, tag) : null;

    /// <summary>Whether what it holds is known without looking into it.</summary>
    [JsonIgnore]
    public bool IsComplete => ContentSha256 is not null && TreeMac is not null;
}
