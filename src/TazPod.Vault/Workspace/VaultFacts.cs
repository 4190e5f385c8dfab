using System.Text.Json.Serialization;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Workspace;

/// <summary>The facts about a vault file, bound to its bytes.</summary>
/// <param name="VaultSha256">SHA-256 of the file, lower-case hex. The facts are valid for these bytes only.</param>
/// <param name="SealId">The id of its <see cref="SealMark"/>.</param>
/// <param name="ContentSha256">SHA-256 of the tar.gz inside, computed when opening or creating the vault; null if it was never opened
/// here.</param>
/// <param name="TreeMac">Keyed fingerprint of the tree inside; null if the vault was never opened here.</param>
internal sealed record VaultFacts(
    string VaultSha256, [property: JsonPropertyName("salt")] string SealId, string? ContentSha256 = null, string? TreeMac = null)
{
    /// <summary>The tag of its <see cref="SealMark"/>. Null if it was never opened here.</summary>
    [JsonPropertyName("tag")]
    public string? SealTag { get; init; }

    /// <summary>Distinguishes a passphrase that opens the vault from any other, at the cost of trying it on the vault itself; null if the
    /// vault was never opened here.</summary>
    public string? KeyCheck { get; init; }

    /// <summary>Fingerprint of the tree inside under this workspace's own key; null if the vault was never read here.</summary>
    public string? LocalMac { get; init; }

    /// <summary>The revision sealed into it; <see cref="VaultRevision.None"/> if there is none, and null if the vault was never opened
    /// here.</summary>
    public VaultRevision? Revision { get; init; }

    /// <summary>Its mark, if it was opened here; else null.</summary>
    [JsonIgnore]
    public SealMark? Mark => SealTag is { } tag ? new SealMark(SealId, tag) : null;

    /// <summary>Whether the vault's content is known without opening it.</summary>
    [JsonIgnore]
    public bool IsComplete => ContentSha256 is not null && TreeMac is not null;
}
