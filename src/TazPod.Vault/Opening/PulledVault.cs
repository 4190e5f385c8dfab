using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Looks at a vault that was downloaded before it replaces anything.</summary>
internal sealed class PulledVault(VaultSession session, bool force)
{
    /// <param name="Facts">What is known of the bytes.</param>
    /// <param name="Opened">Whether they were opened.</param>
    /// <param name="Manifest">What they hold; null when nobody has looked, or their archive is refused.</param>
    internal sealed record Checked(VaultFacts Facts, bool Opened, ArchiveManifest? Manifest = null);

    /// <summary>Checks its size and, with a passphrase at hand, opens it.</summary>
    /// <param name="downloaded">The bytes, on disk.</param>
    /// <param name="arrived">The bytes, in memory, with a passphrase at hand; null without one.</param>
    /// <param name="sha256">Their SHA-256, lower-case hex.</param>
    /// <param name="head">The object.</param>
    /// <param name="looks">Whether what it holds is wanted in any case; what our own push vouches for is not looked into otherwise.</param>
    /// <exception cref="VaultException">3002 it cannot be a vault; 3001 the passphrase at hand does not open it.</exception>
    public Checked Check(FileStream downloaded, IncomingVault? arrived, string sha256, ObjectHead head, bool looks)
    {
        if (downloaded.Length < TazPodFormat.MinimumSize)
        {
            throw VaultErrors.VaultDamaged.With(
                $"'{head.Key}' in {session.Remote.Name} has {downloaded.Length} bytes; the smallest vault has {TazPodFormat.MinimumSize}",
                "Nothing here was replaced. Take an older copy with PullVault --index=2.");
        }

        if (arrived?.Candidates is not { } candidates)
        {
            return new Checked(FromLabels(sha256, Convert.ToHexStringLower(VaultEnds.Of(downloaded.SafeFileHandle).Salt), head), false);
        }

        var file = arrived.Whole(sha256, downloaded.Name);
        var known = session.Workspace.State.FactsOf(sha256);
        looks |= known is null && !IsVouchedFor(sha256, head);
        try
        {
            using var content = UnsealedVault.OpenInPlace(file, candidates, head.Key, arrived.Key, known, looks);
            if (!looks)
            {
                // What labels say of the content is a claim: it is not kept, and found out when somebody asks.
                return new Checked(content.FactsAtHand(file), true);
            }

            if (content.Refusal is { } refusal)
            {
                session.Output.Notice($"this vault opens, but UnlockVault will refuse it: {refusal.Message}");
            }

            return new Checked(content.FactsFor(file), true, content.Manifest);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            var sealedAnew = $"'{head.Key}' does not open with {candidates.Described}: another passphrase, or sealed anew as {LatestVersion.Describe(head)}";
            if (!force)
            {
                throw VaultErrors.VaultDoesNotOpen.With(
                    $"not pulled: {sealedAnew}", "Nothing here was replaced. Check the passphrase or get the new one, or PullVault --force.");
            }

            session.Output.Notice(sealedAnew);
            return new Checked(FromLabels(sha256, file.Salt, head), false);
        }
    }

    // Labels that our own push made from an opened vault come with a tree-mac; a content hash alone is a claim.
    private VaultFacts FromLabels(string sha256, string salt, ObjectHead head)
    {
        if (session.Workspace.State.FactsOf(sha256) is { } known)
        {
            return known;
        }

        var isOurs = IsVouchedFor(sha256, head);
        return new VaultFacts(
            sha256, salt, isOurs ? head.Label(ObjectLabels.ContentSha256) : null, isOurs ? head.Label(ObjectLabels.TreeMac) : null);
    }

    private static bool IsVouchedFor(string sha256, ObjectHead head) =>
        head.Label(ObjectLabels.VaultSha256) == sha256 && head.Label(ObjectLabels.TreeMac) is not null;
}
