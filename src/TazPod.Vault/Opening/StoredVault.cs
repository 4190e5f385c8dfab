using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Opening;

/// <summary>Opens a vault from the store, only in memory.</summary>
internal sealed class StoredVault(VaultSession session)
{
    /// <summary>Opens latest or a copy.</summary>
    /// <exception cref="VaultException">2002, 2003: it does not exist; 2008: it is damaged; 3001: the passphrase does not open
    /// it.</exception>
    public async Task<(UnsealedVault Content, string Name)> OpenAsync(CopySelector selector, CancellationToken cancellationToken)
    {
        if (selector.IsLatest)
        {
            return (await OpenAsync(ObjectKeys.Latest, null, cancellationToken), "latest");
        }

        var listing = await HistoryListing.ReadAsync(session.Remote.Store, cancellationToken);
        var copy = new CopyChoice(session).Choose(listing, selector);
        return (await OpenAsync(copy.Key, copy.ETag, cancellationToken), $"copy {copy.Stamp}");
    }

    /// <summary>Opens an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="etag">Its ETag when it was chosen; null to accept any version.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4001: latest has another version by now; otherwise as above.</exception>
    public async Task<UnsealedVault> OpenAsync(string key, string? etag, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(session);
        while (true)
        {
            await using var download = await session.Remote.Store.GetObjectAsync(key, cancellationToken: cancellationToken);
            if (download.Head is not { } head)
            {
                throw Gone(key);
            }

            if (etag is not null && head.ETag != etag)
            {
                throw key == ObjectKeys.Latest ? Moved(head) : Gone(key);
            }

            try
            {
                var receipt = new VerifiedDownload(session, download);
                using var arriving = receipt.MakeRoom(session.Passphrases.FindWithoutAsking());
                var received = await receipt.CopyToAsync(Stream.Null, $"reading {ObjectKeys.NameOf(key)}", cancellationToken, arriving);
                return UnsealedVault.OpenInPlace(arriving.Whole(received.Sha256), session.Passphrases.Require(), key, arriving.Key);
            }
            catch (VaultException failure) when (retries.Allows(failure))
            {
                retries.Again(failure);
            }
        }
    }

    /// <summary>Opens an object only as long as needed to read its content.</summary>
    /// <returns>Its content, or why its archive is refused.</returns>
    /// <exception cref="VaultException">As for <see cref="OpenAsync(string, string?, CancellationToken)"/>.</exception>
    public async Task<(ArchiveManifest? Manifest, VaultException? Refusal)> ReadManifestAsync(
        string key, string? etag, CancellationToken cancellationToken)
    {
        using var content = await OpenAsync(key, etag, cancellationToken);
        return (content.ReadManifest(), content.FindRefusal());
    }

    private VaultException Moved(ObjectHead now) => VaultErrors.RemoteMoved.With(
        $"latest in {session.Remote.Name} was replaced while it was being compared: it now holds {LatestVersion.Describe(now)}",
        "Nothing was changed. Run the same step again and check what it would replace.");

    private VaultException Gone(string key) => key == ObjectKeys.Latest
        ? VaultErrors.ObjectNotFound.With(
            $"there is no latest in {session.Remote.Name}", "Run PushVault first, or check the bucket and endpoint.")
        : VaultErrors.CopyNotFound.With(
            $"copy {ObjectKeys.NameOf(key)} in {session.Remote.Name} was removed or replaced at the same moment",
            "Run ListHistory and choose again.");
}
