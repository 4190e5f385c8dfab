using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>What is known of the bytes that are to be pushed; a file that is no whole vault goes no further.</summary>
internal sealed class LocalFacts(VaultSession session, bool force)
{
    /// <summary>The facts kept with the file, or what opening it shows when a passphrase is at hand.</summary>
    /// <exception cref="VaultException">3001, 3002: it is damaged or does not open; 1005: it changed outside this tool and nobody can look.</exception>
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
                "Run PullVault to set it aside and fetch latest, or SaveVault --force to seal the secrets directory anew.");
        }

        // A vault that was cut or sealed with a mistyped passphrase must not become everybody's latest.
        if (session.Passphrases.AtHand is { } candidates)
        {
            return Open(local, candidates);
        }

        if (session.Workspace.State.File.Facts is not null && Sidecar.LabelFor(session.Workspace.Location, local.Modified) is null && !force)
        {
            throw VaultErrors.PassphraseMissing.With(
                $"not pushed: '{session.Workspace.Location.File}' changed outside this tool, and without a passphrase nobody can tell whether it is whole",
                "Give the passphrase, or PushVault --force to push it unseen.");
        }

        return new VaultFacts(local.Sha256, local.Salt, null, null);
    }

    /// <summary>The same, with what a pull that only deciphered the vault left to be found out.</summary>
    public VaultFacts Complete(LocalVault local, VaultFacts facts)
    {
        if (facts.IsComplete || facts.KeyCheck is null || session.Passphrases.AtHand is not { } candidates)
        {
            return facts;
        }

        try
        {
            return Open(local, candidates);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            // Another passphrase is at hand by now; the vault is whole all the same.
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
