using TazPod.Vault.Archive;
using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Latest, opened in memory, and its bytes in a file that can become the vault file.</summary>
internal sealed class LatestVault : IAsyncDisposable
{
    private LatestVault(ObjectHead head, UnsealedVault content, VaultFacts facts, StagedFile? bytes)
    {
        Head = head;
        Content = content;
        Facts = facts;
        Bytes = bytes;
    }

    /// <summary>Its metadata.</summary>
    public ObjectHead Head { get; }

    /// <summary>The opened vault.</summary>
    public UnsealedVault Content { get; }

    /// <summary>Its content.</summary>
    public PackedTree Tree => new(Content.Archive, Content.RequireManifest());

    /// <summary>The facts about it.</summary>
    public VaultFacts Facts { get; }

    /// <summary>Its bytes, ready to replace the vault file; null if they were not asked for.</summary>
    public StagedFile? Bytes { get; }

    /// <summary>Its stamp.</summary>
    public string Stamp => LatestVersion.StampOf(Head).ToString();

    /// <summary>The facts about its store if the local vault descends from it.</summary>
    /// <param name="known">The facts so far.</param>
    public RemoteFacts SeenBy(RemoteFacts known) =>
        known.Saw(Head.ETag, Facts.VaultSha256, Facts.TreeMac, Stamp).Synced(Facts.VaultSha256, Stamp) with
        {
            OpenedRevision = Content.Revision.Number,
            Pending = known.Pending?.VaultSha256 == Facts.VaultSha256 ? known.Pending : null,
        };

    /// <summary>Downloads and opens it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="seen">The ETag of a version that is not worth a download; null if any is.</param>
    /// <param name="mayBeAbsent">Whether there is something to merge without latest.</param>
    /// <param name="keepsBytes">Whether its bytes may have to replace the vault file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null if latest is that version, or absent.</returns>
    /// <exception cref="VaultException">2002: there is no latest; 3xxx: it does not open.</exception>
    public static async Task<LatestVault?> ReadAsync(
        VaultSession session, string? seen, bool mayBeAbsent, bool keepsBytes, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(session);
        while (true)
        {
            await using var download = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, seen, cancellationToken);
            if (download.Outcome == GetOutcome.NotModified || (download.Outcome == GetOutcome.Missing && mayBeAbsent))
            {
                return null;
            }

            var bytes = keepsBytes ? StagedFile.CreateOwn(session.Workspace.Location.Target) : null;
            try
            {
                var opened = await OpenAsync(session, download, bytes, cancellationToken);
                bytes = null;
                return opened;
            }
            catch (VaultException failure) when (retries.Allows(failure))
            {
                retries.Again(failure);
            }
            finally
            {
                if (bytes is not null)
                {
                    await bytes.DisposeAsync();
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Content.Dispose();
        if (Bytes is not null)
        {
            await Bytes.DisposeAsync();
        }
    }

    private static async Task<LatestVault> OpenAsync(
        VaultSession session, ObjectDownload download, StagedFile? bytes, CancellationToken cancellationToken)
    {
        var head = download.Head ?? throw VaultErrors.ObjectNotFound.With(
            $"there is no latest in {session.Remote.Name} to merge with", "Run PushVault first, or check the bucket and endpoint.");
        var candidates = session.Passphrases.Require();
        var verified = new VerifiedDownload(session, download);
        using var arriving = verified.MakeRoom(candidates);
        var received = await verified.CopyToAsync(bytes?.Stream ?? Stream.Null, "downloading latest", cancellationToken, arriving);
        bytes?.StartWriting();
        var file = arriving.Whole(received.Sha256);
        var content = UnsealedVault.OpenInPlace(file, candidates, "latest", arriving.Key);
        try
        {
            return new LatestVault(head, content, content.FactsFor(file), bytes);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
