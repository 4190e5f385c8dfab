using TazPod.Vault.Errors;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>Takes the download of a vault in and checks that it is whole and what was pushed.</summary>
internal sealed class Receipt(VaultSession session, ObjectDownload download)
{
    /// <summary>Copies the content and checks it.</summary>
    /// <param name="destination">Where it is written.</param>
    /// <param name="what">What is done, for the progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="kept">Holds the bytes as well, where they are wanted in memory.</param>
    /// <returns>SHA-256 of the bytes, lower-case hex.</returns>
    /// <exception cref="VaultException">2004 cut short; 2008 not the bytes that were pushed; 3005 larger than a vault can be.</exception>
    public async Task<string> CopyToAsync(
        Stream destination, string what, CancellationToken cancellationToken, ArrivingVault? kept = null)
    {
        var head = RequireSize();

        // The label is the stronger witness; where there is none, an ETag that is an MD5 is one.
        var pushed = head.Label(ObjectLabels.VaultSha256);
        var isByETag = pushed is null && head.ETagIsMd5;
        var received = await Download.CopyAsync(session, download, destination, what, isByETag, cancellationToken, kept);
        return (isByETag ? head.ETag == received.Md5 : pushed is null || pushed == received.Sha256)
            ? received.Sha256
            : throw VaultErrors.DownloadDamaged.With(
                $"'{head.Key}' in {session.StoreName} is damaged: its bytes are not those that {(pushed is null ? "the store was given" : "were pushed")}",
                "Run the same step again; if it stays so, take an older copy with PullVault --index=2.");
    }

    /// <summary>Makes room in memory for the vault that is to come.</summary>
    /// <param name="candidates">What may open it, if its key is to be derived while it comes.</param>
    /// <exception cref="VaultException">3005 larger than a vault can be; 6007 there is not so much memory.</exception>
    public ArrivingVault MakeRoom(PassphraseCandidates? candidates = null) => new(RequireSize().Size, candidates);

    private ObjectHead RequireSize()
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
        return head.Size <= TazPodFormat.MaximumSize
            ? head
            : throw VaultErrors.ArchiveTooLarge.With(
                $"'{head.Key}' in {session.StoreName} has {head.Size} bytes; a vault has at most {TazPodFormat.MaximumSize}",
                "This is not a vault; check the bucket.");
    }
}
