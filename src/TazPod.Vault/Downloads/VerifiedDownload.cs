using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Downloads;

/// <summary>Takes the download of a vault in and checks that it is whole and what was pushed.</summary>
internal sealed class VerifiedDownload(VaultSession session, ObjectDownload download)
{
    /// <summary>What came.</summary>
    /// <param name="Size">How many bytes.</param>
    /// <param name="Sha256">SHA-256 of the bytes, lower-case hex.</param>
    /// <param name="IsVouchedFor">Whether a hash was compared: that these are the bytes that were pushed, or that the store was given.</param>
    internal sealed record Received(long Size, string Sha256, bool IsVouchedFor);

    /// <summary>Copies the content and checks it.</summary>
    /// <param name="destination">Where it is written.</param>
    /// <param name="what">What is done, for the progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="kept">Holds the bytes as well, where they are wanted in memory.</param>
    /// <returns>What came, and whether something vouches for it.</returns>
    /// <exception cref="VaultException">2004 cut short; 2008 not the bytes that were pushed; 3005 larger than a vault can be.</exception>
    public async Task<Received> CopyToAsync(
        Stream destination, string what, CancellationToken cancellationToken, IncomingVault? kept = null)
    {
        var head = RequireSize();

        // The label is the strongest witness; where there is none, the store's own checksum is one, or an ETag that is an MD5.
        var pushed = head.Label(ObjectLabels.VaultSha256);
        var isByETag = pushed is null && !download.ContentIsChecked && head.ETagIsMd5;
        var received = await Download.CopyAsync(session, download, destination, what, isByETag, cancellationToken, kept, VaultFormat.Current.MaximumSize);
        var isVouchedFor = pushed is not null || isByETag || download.ContentIsChecked;

        // A page is told from a vault only by the label: web servers also give the MD5 of what they send as its ETag.
        if (pushed != received.Sha256 && IsText(received.Start.Span))
        {
            throw VaultErrors.StoreFailed.With(
                $"cannot read '{head.Key}': the answer of {session.Remote.Name} is text, not a vault",
                "Check that the endpoint is the address of an S3 server.");
        }

        return (isByETag ? head.ETag == received.Md5 : pushed is null || pushed == received.Sha256)
            ? new Received(received.Size, received.Sha256, isVouchedFor)
            : throw VaultErrors.DownloadDamaged.With(
                $"'{head.Key}' in {session.Remote.Name} is damaged: its bytes are not those that {(pushed is null ? "the store was given" : "were pushed")}",
                "Run the same step again; if it stays so, take an older copy with PullVault --index=2.");
    }

    /// <summary>Makes room in memory for the vault that is to come.</summary>
    /// <param name="candidates">What may open it, if its key is to be derived while it comes.</param>
    /// <exception cref="VaultException">3005 larger than a vault can be; 6007 there is not so much memory.</exception>
    public IncomingVault MakeRoom(PassphraseCandidates? candidates = null) => new(RequireSize().Size, candidates);

    /// <summary>Reads a download whole into memory, checked against its length and, where the ETag is one, its MD5 and its label.</summary>
    /// <exception cref="VaultException">2008 the bytes are not those that were pushed; 3005 it is larger than a vault can be; 6007 there is
    /// not so much memory.</exception>
    public static async Task<LocalVault> ReadAsync(
        VaultSession session, ObjectDownload download, string what, CancellationToken cancellationToken)
    {
        var verified = new VerifiedDownload(session, download);
        using var incoming = verified.MakeRoom();
        return incoming.Whole((await verified.CopyToAsync(Stream.Null, what, cancellationToken, incoming)).Sha256);
    }

    private ObjectHead RequireSize()
    {
        var head = download.Head ?? throw new InvalidOperationException("only a found object has content");
        return head.Size <= VaultFormat.Current.MaximumSize
            ? head
            : throw VaultErrors.ArchiveTooLarge.With(
                $"'{head.Key}' in {session.Remote.Name} has {head.Size} bytes; a vault has at most {VaultFormat.Current.MaximumSize}",
                "This is not a vault; check the bucket.");
    }

    // A vault begins with random bytes; a page or a message of another server does not. The last character may be cut.
    private static bool IsText(ReadOnlySpan<byte> start) =>
        !start.IsEmpty && Encoding.UTF8.GetString(start).TrimEnd('\uFFFD').All(
            character => character is '\t' or '\n' or '\r' || (character != '\uFFFD' && !char.IsControl(character)));
}
