using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Finds the facts about the bytes to be pushed. A file that is not a complete vault is refused.</summary>
internal sealed class LocalFacts(VaultSession session, bool force)
{
    /// <summary>The recorded facts about the file, or those found by opening it if a passphrase is available.</summary>
    /// <exception cref="VaultException">3001, 3002: it is damaged or does not open; 1005: it changed outside this tool and cannot be
    /// checked.</exception>
    public VaultFacts Of(LocalVault local)
    {
        if (session.Workspace.State.FactsOf(local.Sha256) is { } known)
        {
            return known;
        }

        if (local.Damage(session.Workspace.State.File.Facts) is { } damage)
        {
            throw VaultErrors.VaultDamaged.With(
                $"not pushed: '{session.Workspace.Location.File}' {damage}",
                "Run PullVault to set it aside and fetch latest, or SaveVault --force to seal the secrets directory again.");
        }

        // A vault that was truncated or sealed with a mistyped passphrase must not become everyone's latest.
        if (session.Passphrases.FindWithoutAsking() is { } candidates)
        {
            return Open(local, candidates);
        }

        if (session.Workspace.State.File.Facts is not null && Sidecar.LabelFor(session.Workspace.Location, local.Modified) is null && !force)
        {
            throw VaultErrors.PassphraseMissing.With(
                $"not pushed: '{session.Workspace.Location.File}' changed outside this tool, and cannot be checked without a passphrase",
                "Set the passphrase, or use PushVault --force to push it unchecked.");
        }

        return new VaultFacts(local.Sha256, local.Mark.Id, null, null);
    }

    /// <summary>Completes the facts that a pull that only decrypted the vault did not determine.</summary>
    public VaultFacts Complete(LocalVault local, VaultFacts facts)
    {
        if (facts.IsComplete || facts.KeyCheck is null || session.Passphrases.FindWithoutAsking() is not { } candidates)
        {
            return facts;
        }

        try
        {
            return Open(local, candidates);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            // Another passphrase is available by now; the vault is intact nevertheless.
            return facts;
        }
    }

    private VaultFacts Open(LocalVault local, PassphraseCandidates candidates)
    {
        using var content = UnsealedVault.OpenInPlace(local, candidates, session.Workspace.Location.File);
        var facts = content.FactsFor(local);
        session.Workspace.State.Bind(facts);
        return facts;
    }
}
