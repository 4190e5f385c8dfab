using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Downloads;

/// <summary>Downloads a vault and verifies that it is complete and unchanged since the push.</summary>
internal sealed class VerifiedDownload(VaultSession session, ObjectDownload download)
{
    /// <summary>The received vault.</summary>
    /// <param name="Size">The number of bytes.</param>
    /// <param name="Sha256">SHA-256 of the bytes, lower-case hex.</param>
    /// <param name="IsVouchedFor">Whether a hash confirmed that these are the bytes that were pushed, or that the store received.</param>
    internal sealed record Received(long Size, string Sha256, bool IsVouchedFor);

    /// <summary>Copies the content and verifies it.</summary>
    /// <param name="destination">The stream to write to.</param>
    /// <param name="what">A description of the operation, for the progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="kept">Also keeps the bytes in memory; null if that is not needed.</param>
    /// <returns>The received vault, and whether a hash confirmed it.</returns>
    /// <exception cref="VaultException">2004: the download was cut short; 2008: the bytes are not the pushed ones; 3005: it is larger than
    /// a vault can be.</exception>
    public async Task<Received> CopyToAsync(
        Stream destination, string what, CancellationToken cancellationToken, IncomingVault? kept = null)
    {
        var head = RequireSize();

        // The label is the strongest evidence. Without one, we use the store's own checksum, or an ETag that is an MD5.
        var pushed = head.Label(ObjectLabels.VaultSha256);
        var isByETag = pushed is null && !download.ContentIsChecked && head.ETagIsMd5;
        var received = await Download.CopyAsync(session, download, destination, what, isByETag, cancellationToken, kept, VaultFormat.Current.MaximumSize);
        var isVouchedFor = pushed is not null || isByETag || download.ContentIsChecked;

        // Only the label distinguishes a web page from a vault: web servers also use the MD5 of their content as its ETag.
        if (pushed != received.Sha256 && IsText(received.Start.Span))
        {
            throw VaultErrors.StoreFailed.With(
                $"cannot read '{head.Key}': the answer of {session.Remote.Name} is text, not a vault",
                "Check that the endpoint is the address of an S3 server.");
        }

        return (isByETag ? head.ETag == received.Md5 : pushed is null || pushed == received.Sha256)
            ? new Received(received.Size, received.Sha256, isVouchedFor)
            : throw VaultErrors.DownloadDamaged.With(
                $"'{head.Key}' in {session.Remote.Name} is damaged: its bytes differ from those that were {(pushed is null ? "stored" : "pushed")}",
                "Run the same step again; if it still fails, use an older copy with PullVault --index=2.");
    }

    /// <summary>Allocates memory for the vault to be downloaded.</summary>
    /// <param name="candidates">Passphrases that may open it, if its key is to be derived during the download.</param>
    /// <exception cref="VaultException">3005: it is larger than a vault can be; 6007: there is not enough memory.</exception>
    public IncomingVault MakeRoom(PassphraseCandidates? candidates = null) => new(RequireSize().Size, candidates);

    /// <summary>Downloads a whole vault into memory, and checks its length, its label and, if the ETag is one, its MD5.</summary>
    /// <exception cref="VaultException">2008: the bytes are not the pushed ones; 3005: it is larger than a vault can be; 6007: there is not
    /// enough memory.</exception>
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

    // A vault begins with random bytes, unlike a page or a message of another server. The last character can be truncated.
    private static bool IsText(ReadOnlySpan<byte> start) =>
        !start.IsEmpty && Encoding.UTF8.GetString(start).TrimEnd('\uFFFD').All(
            character => character is '\t' or '\n' or '\r' || (character != '\uFFFD' && !char.IsControl(character)));
}
