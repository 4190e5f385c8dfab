using System.Security.Cryptography;

namespace TazPod.Vault.Archive.Gzip;

/// <summary>The revision of the secrets, which is sealed into a vault together with them.</summary>
/// <param name="Number">One more than that of the vaults it was made from; 0 for a vault that has no revision.</param>
/// <param name="Id">Drawn at random when it was sealed: 32 lower-case hex digits. Empty without a revision.</param>
/// <param name="SealedAt">When it was sealed, in Unix seconds of the clock of the machine that did. Only for people.</param>
internal sealed record VaultRevision(long Number, string Id, long SealedAt)
{
    /// <summary>The limit: every number is less.</summary>
    public const long Limit = 1L << 62;

    /// <summary>Bytes of an id.</summary>
    public const int IdSize = 16;

    /// <summary>The revision of a vault that the Go tool sealed, or an earlier version of this one: none.</summary>
    public static readonly VaultRevision None = new(0, "", 0);

    /// <summary>A new revision.</summary>
    /// <param name="highest">The highest number that it follows; 0 for none.</param>
    /// <param name="now">The time of the sealing.</param>
    public static VaultRevision After(long highest, DateTimeOffset now) => new(
        Math.Min(highest, Limit - 2) + 1, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdSize)), now.ToUnixTimeSeconds());
}
