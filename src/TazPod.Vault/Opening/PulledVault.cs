using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Checks a downloaded vault before it replaces anything.</summary>
internal sealed class PulledVault(VaultSession session, bool force)
{
    /// <param name="Facts">The facts about the bytes.</param>
    /// <param name="Opened">Whether they were opened.</param>
    /// <param name="Manifest">The content; null if it was not read, or the archive is refused.</param>
    internal sealed record Checked(VaultFacts Facts, bool Opened, ArchiveManifest? Manifest = null);

    /// <summary>Checks the size and, if a passphrase is available, opens the vault.</summary>
    /// <param name="downloaded">The bytes, on disk.</param>
    /// <param name="arrived">The bytes, in memory, if a passphrase is available; otherwise null.</param>
    /// <param name="sha256">Their SHA-256, lower-case hex.</param>
    /// <param name="head">The object.</param>
    /// <param name="inspects">Whether the content is needed in any case. Otherwise, content that our own push vouches for is not read.</param>
    /// <exception cref="VaultException">3002: it cannot be a vault; 3001: the available passphrase does not open it.</exception>
    public Checked Check(FileStream downloaded, IncomingVault? arrived, string sha256, ObjectHead head, bool inspects)
    {
        if (downloaded.Length < VaultFormat.Current.MinimumSize)
        {
            throw VaultErrors.VaultDamaged.With(
                $"'{head.Key}' in {session.Remote.Name} has {downloaded.Length} bytes; the smallest vault has {VaultFormat.Current.MinimumSize}",
                "Nothing was replaced locally. Use an older copy with PullVault --index=2.");
        }

        if (arrived?.Candidates is not { } candidates)
        {
            return new Checked(FromLabels(sha256, VaultFormat.Current.Recognise(downloaded.SafeFileHandle), head), false);
        }

        var file = arrived.Whole(sha256, downloaded.Name);
        var known = session.Workspace.State.FactsOf(sha256);
        inspects |= known is null && !IsVouchedFor(sha256, head);
        try
        {
            using var content = UnsealedVault.OpenInPlace(file, candidates, head.Key, arrived.Key, known, inspects);
            if (!inspects)
            {
                // The labels' statement about the content is only a claim. It is not recorded, and is determined when needed.
                return new Checked(content.KnownFactsFor(file), true);
            }

            if (content.FindRefusal() is { } refusal)
            {
                session.Output.Notice($"this vault opens, but UnlockVault will refuse it: {refusal.Message}");
            }

            return new Checked(content.FactsFor(file), true, content.ReadManifest());
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            var resealed = $"'{head.Key}' does not open with {candidates.Described}: another passphrase, or re-sealed as {LatestVersion.Describe(head)}";
            if (!force)
            {
                throw VaultErrors.VaultDoesNotOpen.With(
                    $"not pulled: {resealed}", "Nothing was replaced locally. Check the passphrase or get the new one, or use PullVault --force.");
            }

            session.Output.Notice(resealed);
            return new Checked(FromLabels(sha256, file.Mark, head), false);
        }
    }

    // Labels that our own push made from an opened vault include a tree-mac. A content hash alone is only a claim.
    private VaultFacts FromLabels(string sha256, SealMark mark, ObjectHead head)
    {
        if (session.Workspace.State.FactsOf(sha256) is { } known)
        {
            return known;
        }

        var isOurs = IsVouchedFor(sha256, head);
        return new VaultFacts(
            sha256, mark.Id, isOurs ? head.Label(ObjectLabels.ContentSha256) : null, isOurs ? head.Label(ObjectLabels.TreeMac) : null);
    }

    private static bool IsVouchedFor(string sha256, ObjectHead head) =>
        head.Label(ObjectLabels.VaultSha256) == sha256 && head.Label(ObjectLabels.TreeMac) is not null;
}
