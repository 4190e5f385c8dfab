using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Decides whether latest already holds what the local vault holds.</summary>
/// <remarks>Labels are claims: they count when the ETag shows that they still describe the bytes, or when the bytes behind that
/// ETag were looked at once. What is missing or empty never equals anything.</remarks>
internal sealed class ContentComparison(VaultSession session, RemoteFacts remote)
{
    /// <param name="IsSame">Whether a push has nothing to send.</param>
    /// <param name="Remote">What is known of latest now.</param>
    /// <param name="NeedsPassphrase">Whether only a passphrase could tell.</param>
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

        // Labels survive when bytes are replaced by hand, and the Go tool can write wrong ones: look once, remember by ETag.
        return await LookAsync(local, facts, latest, stamp, cancellationToken);
    }

    private static bool IsSame(LocalVault local, VaultFacts facts, string vaultSha256, string? treeMac) =>
        vaultSha256 == local.Sha256 || (treeMac is not null && treeMac == facts.TreeMac);

    private async Task<Answer> LookAsync(
        LocalVault local, VaultFacts facts, ObjectHead latest, string stamp, CancellationToken cancellationToken)
    {
        session.Output.Detail("latest claims to hold this content: its bytes are looked at once");
        await using var download = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            return new Answer(false, remote);
        }

        LocalVault read;
        try
        {
            read = await VerifiedDownload.ReadAsync(session, download, "looking at latest", cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged || failure.Error == VaultErrors.ArchiveTooLarge)
        {
            session.Output.Notice($"what stands at latest is not what its labels say: {failure.Message}");
            return new Answer(false, remote);
        }

        using var there = read;
        if (there.Sha256 == local.Sha256)
        {
            return new Answer(true, remote.Saw(latest.ETag, there.Sha256, facts.TreeMac, stamp));
        }

        if (session.Passphrases.AtHand is null)
        {
            // The bytes are the ones that this tree-mac was written with; the Go tool's label says nothing of the passphrase.
            return latest.Label(ObjectLabels.VaultSha256) is not null
                ? new Answer(true, remote.Saw(latest.ETag, there.Sha256, facts.TreeMac, stamp))
                : new Answer(false, remote, NeedsPassphrase: true);
        }

        var treeMac = TryOpen(there);
        var seen = remote.ETag == latest.ETag ? remote.Saw(latest.ETag, there.Sha256, treeMac, stamp) : remote;
        return treeMac is not null && treeMac == facts.TreeMac
            ? new Answer(true, remote.Saw(latest.ETag, there.Sha256, treeMac, stamp))
            : new Answer(false, seen);
    }

    // Without a passphrase, or with another one, it is a change: the same secrets under a new passphrase must be pushed.
    private string? TryOpen(LocalVault there)
    {
        if (session.Passphrases.AtHand is not { } candidates)
        {
            return null;
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(there, candidates, "latest");
            return content.TreeMac;
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return null;
        }
    }
}
