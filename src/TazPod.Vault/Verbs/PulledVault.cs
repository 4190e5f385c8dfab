using TazPod.Vault.Archive;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>Looks at a vault that was downloaded before it replaces anything.</summary>
internal sealed class PulledVault(VaultSession session)
{
    /// <param name="Facts">What is known of the bytes.</param>
    /// <param name="Opened">Whether they were opened.</param>
    /// <param name="Manifest">What they hold; null when they were not opened, or their archive is refused.</param>
    internal sealed record Check(VaultFacts Facts, bool Opened, ArchiveManifest? Manifest = null);

    /// <summary>Checks its size and, with a passphrase at hand, opens it.</summary>
    /// <exception cref="VaultException">3002 it cannot be a vault; 3001 the passphrase at hand does not open it.</exception>
    public async Task<Check> CheckAsync(
        FileStream downloaded, string sha256, ObjectHead head, CancellationToken cancellationToken)
    {
        if (downloaded.Length < TazPodFormat.MinimumSize)
        {
            throw VaultErrors.VaultDamaged.With(
                $"'{head.Key}' in {session.StoreName} has {downloaded.Length} bytes; the smallest vault has {TazPodFormat.MinimumSize}",
                "Nothing here was replaced. Take an older copy with PullVault --index=2.");
        }

        downloaded.Position = 0;
        if (session.AtHand is not { } candidates)
        {
            var salt = new byte[TazPodFormat.SaltSize];
            await downloaded.ReadExactlyAsync(salt, cancellationToken);
            return new Check(FromLabels(sha256, Convert.ToHexStringLower(salt), head), false);
        }

        var bytes = LargeBuffer.Allocate(downloaded.Length);
        await downloaded.ReadExactlyAsync(bytes, cancellationToken);
        var file = LocalVault.Of(bytes, sha256);
        try
        {
            using var content = VaultContent.OpenInPlace(file, candidates, head.Key);
            if (content.Refusal is { } refusal)
            {
                session.Notice($"this vault opens, but UnlockVault will refuse it: {refusal.Message}");
            }

            return new Check(content.FactsFor(file), true, content.Manifest);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            var sealedAnew = $"'{head.Key}' does not open with {candidates.Origin}: another passphrase, or sealed anew as {LatestVersion.Describe(head)}";
            if (!session.Settings.Force)
            {
                throw VaultErrors.VaultDoesNotOpen.With(
                    $"not pulled: {sealedAnew}", "Nothing here was replaced. Check the passphrase or get the new one, or PullVault --force.");
            }

            session.Notice(sealedAnew);
            return new Check(FromLabels(sha256, file.Salt, head), false);
        }
    }

    // Labels that our own push made from an opened vault come with a tree-mac; a content hash alone is a claim.
    private VaultFacts FromLabels(string sha256, string salt, ObjectHead head)
    {
        if (session.State.FactsOf(sha256) is { } known)
        {
            return known;
        }

        var isOurs = head.Label(ObjectLabels.VaultSha256) == sha256 && head.Label(ObjectLabels.TreeMac) is not null;
        return new VaultFacts(
            sha256, salt, isOurs ? head.Label(ObjectLabels.ContentSha256) : null, isOurs ? head.Label(ObjectLabels.TreeMac) : null);
    }
}
