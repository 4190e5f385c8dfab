using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Decides whether latest already holds the content of the local vault.</summary>
/// <remarks>Labels are only claims. They count if the ETag shows that they still describe the bytes, or if the bytes with that ETag were
/// checked once. A missing or empty label never equals anything.</remarks>
internal sealed class ContentComparison(VaultSession session, RemoteFacts remote)
{
    /// <param name="IsSame">Whether there is nothing to push.</param>
    /// <param name="Remote">The current facts about latest.</param>
    /// <param name="NeedsPassphrase">Whether a passphrase is needed to decide.</param>
    internal sealed record Answer(bool IsSame, RemoteFacts Remote, bool NeedsPassphrase = false);

    public async Task<Answer> CompareAsync(
        LocalVault local, VaultFacts facts, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (latest.ETag == remote.ETag && remote.VaultSha256 is not null)
        {
            return new Answer(IsSame(local, facts, remote.VaultSha256, remote.TreeMac), remote);
        }

        var stamp = LatestVersion.StampOf(latest).ToString();
        if (latest.ETagIsMd5 && local.IsContentOf(latest.ETag, latest.Size))
        {
            return new Answer(true, remote.Saw(latest.ETag, local.Sha256, facts.TreeMac, stamp));
        }

        var claimsSame = latest.Label(ObjectLabels.VaultSha256) is { } vaultSha256
            ? IsSame(local, facts, vaultSha256, latest.Label(ObjectLabels.TreeMac))
            : facts.ContentSha256 is { } content && latest.Label(ObjectLabels.ContentSha256) == content;
        if (!claimsSame)
        {
            return new Answer(false, remote);
        }

        // Labels survive if bytes are replaced manually, and the Go tool can write wrong ones. So the bytes are checked once, and the
        // result is recorded by ETag.
        return await LookAsync(local, facts, latest, stamp, cancellationToken);
    }

    private static bool IsSame(LocalVault local, VaultFacts facts, string vaultSha256, string? treeMac) =>
        vaultSha256 == local.Sha256 || (treeMac is not null && treeMac == facts.TreeMac);

    private async Task<Answer> LookAsync(
        LocalVault local, VaultFacts facts, ObjectHead latest, string stamp, CancellationToken cancellationToken)
    {
        session.Output.Detail("latest claims to hold this content; checking its bytes once");
        await using var download = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            return new Answer(false, remote);
        }

        LocalVault read;
        try
        {
            read = await VerifiedDownload.ReadAsync(session, download, "checking latest", cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged || failure.Error == VaultErrors.ArchiveTooLarge)
        {
            session.Output.Notice($"the content of latest does not match its labels: {failure.Message}");
            return new Answer(false, remote);
        }

        using var stored = read;
        if (stored.Sha256 == local.Sha256)
        {
            return new Answer(true, remote.Saw(latest.ETag, stored.Sha256, facts.TreeMac, stamp));
        }

        if (session.Passphrases.FindWithoutAsking() is null)
        {
            // These are the bytes that the tree-mac was written with. The Go tool's label does not depend on the passphrase.
            return latest.Label(ObjectLabels.VaultSha256) is not null
                ? new Answer(true, remote.Saw(latest.ETag, stored.Sha256, facts.TreeMac, stamp))
                : new Answer(false, remote, NeedsPassphrase: true);
        }

        var treeMac = TryOpen(stored);
        var seen = remote.ETag == latest.ETag ? remote.Saw(latest.ETag, stored.Sha256, treeMac, stamp) : remote;
        return treeMac is not null && treeMac == facts.TreeMac
            ? new Answer(true, remote.Saw(latest.ETag, stored.Sha256, treeMac, stamp))
            : new Answer(false, seen);
    }

    // Without a passphrase, or with another one, this counts as a change: the same secrets under a new passphrase must be pushed.
    private string? TryOpen(LocalVault stored)
    {
        if (session.Passphrases.FindWithoutAsking() is not { } candidates)
        {
            return null;
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(stored, candidates, "latest");
            return content.ComputeTreeMac();
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return null;
        }
    }
}
