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
/// checked once. A missing or empty label never equals anything. What the check finds out about latest is known for the rest of the
/// run.</remarks>
internal sealed class ContentComparison(VaultSession session)
{
    private readonly SessionRemote remote = session.Remote;

    /// <param name="IsSame">Whether there is nothing to push.</param>
    /// <param name="NeedsPassphrase">Whether a passphrase is needed to decide.</param>
    internal sealed record Answer(bool IsSame, bool NeedsPassphrase = false);

    public async Task<Answer> CompareAsync(
        LocalVault local, VaultFacts facts, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (latest.ETag == remote.Known.ETag && remote.Known.VaultSha256 is not null)
        {
            return new Answer(IsSame(local, facts, remote.Known));
        }

        var stamp = LatestVersion.StampOf(latest).ToString();
        if (latest.ETagIsMd5 && local.IsContentOf(latest.ETag, latest.Size))
        {
            return Same(latest, local.Sha256, facts, stamp);
        }

        var claimsSame = latest.Label(ObjectLabels.VaultSha256) is { } vaultSha256
            ? IsSame(local, facts, vaultSha256, latest.Label(ObjectLabels.TreeMac))
            : facts.ContentSha256 is { } content && latest.Label(ObjectLabels.ContentSha256) == content;
        if (!claimsSame)
        {
            return new Answer(false);
        }

        // Labels survive if bytes are replaced manually, and the Go tool can write wrong ones. So the bytes are checked once, and the
        // result is recorded by ETag.
        return await LookAsync(local, facts, latest, stamp, cancellationToken);
    }

    /// <summary>Whether the local vault has the content of the version of latest that was seen last.</summary>
    public static bool IsSame(LocalVault local, VaultFacts facts, RemoteFacts seen) =>
        IsSame(local, facts, seen.VaultSha256, seen.TreeMac);

    private static bool IsSame(LocalVault local, VaultFacts facts, string? vaultSha256, string? treeMac) =>
        vaultSha256 == local.Sha256 || (treeMac is not null && treeMac == facts.TreeMac);

    private Answer Same(ObjectHead latest, string vaultSha256, VaultFacts facts, string stamp)
    {
        remote.Known = remote.Known.Saw(latest.ETag, vaultSha256, facts.TreeMac, stamp);
        return new Answer(true);
    }

    private async Task<Answer> LookAsync(
        LocalVault local, VaultFacts facts, ObjectHead latest, string stamp, CancellationToken cancellationToken)
    {
        session.Output.Detail("latest claims to hold this content; checking its bytes once");
        await using var download = await remote.Store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            return new Answer(false);
        }

        LocalVault read;
        try
        {
            read = await VerifiedDownload.ReadAsync(session, download, "checking latest", cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged || failure.Error == VaultErrors.ArchiveTooLarge)
        {
            session.Output.Notice($"the content of latest does not match its labels: {failure.Message}");
            return new Answer(false);
        }

        using var stored = read;
        if (stored.Sha256 == local.Sha256)
        {
            return Same(latest, stored.Sha256, facts, stamp);
        }

        if (session.Passphrases.FindWithoutAsking() is null)
        {
            // These are the bytes that the tree-mac was written with. The Go tool's label does not depend on the passphrase.
            return latest.Label(ObjectLabels.VaultSha256) is not null
                ? Same(latest, stored.Sha256, facts, stamp)
                : new Answer(false, NeedsPassphrase: true);
        }

        var (treeMac, revision) = TryOpen(stored);
        remote.Known = remote.Known with { OpenedRevision = revision ?? remote.Known.OpenedRevision };
        if (treeMac is not null && treeMac == facts.TreeMac)
        {
            return Same(latest, stored.Sha256, facts, stamp);
        }

        if (remote.Known.ETag == latest.ETag)
        {
            remote.Known = remote.Known.Saw(latest.ETag, stored.Sha256, treeMac, stamp);
        }

        return new Answer(false);
    }

    // Without a passphrase, or with another one, this counts as a change: the same secrets under a new passphrase must be pushed.
    private (string? TreeMac, long? Revision) TryOpen(LocalVault stored)
    {
        if (session.Passphrases.FindWithoutAsking() is not { } candidates)
        {
            return (null, null);
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(stored, candidates, "latest");
            return (content.ComputeTreeMac(), content.Revision.Number);
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return (null, null);
        }
    }
}
