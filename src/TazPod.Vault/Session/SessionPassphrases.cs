using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Session;

/// <summary>The passphrases of one run, found when they are first needed, and the key that is derived ahead of need. Wiped when
/// disposed.</summary>
internal sealed class SessionPassphrases(VaultSettings settings, IPassphrasePrompt? prompt, SessionOutput output) : IDisposable
{
    private PassphraseCandidates? candidates;
    private bool isLookedFor;

    /// <summary>The passphrase, if there is one without asking anybody.</summary>
    /// <exception cref="VaultException">1005, 1006: the source that is named cannot be used.</exception>
    public PassphraseCandidates? AtHand
    {
        get
        {
            if (!isLookedFor)
            {
                isLookedFor = true;
                Take(PassphraseSource.TryAtHand(settings));
            }

            return candidates;
        }
    }

    /// <summary>The key that was begun last; it belongs to this object. Null when none was.</summary>
    public VaultKey? Ahead { get; private set; }

    /// <summary>The passphrase, asked for if need be.</summary>
    /// <exception cref="VaultException">1005, 1006: there is none, or it cannot be used.</exception>
    public PassphraseCandidates Require()
    {
        if (AtHand is null)
        {
            Take(PassphraseSource.Resolve(settings, prompt));
        }

        return candidates!;
    }

    /// <summary>The passphrase that is to be the new one, asked for if need be; the caller wipes it.</summary>
    /// <exception cref="VaultException">1005, 1006: there is none, or it cannot be used.</exception>
    public PassphraseCandidates RequireNew()
    {
        var found = PassphraseSource.ResolveForRekey(settings, prompt);
        output.Notice(found.Notices);
        if (found.NewVaultNotice is { } dropped)
        {
            output.Notice(dropped);
        }

        return found;
    }

    /// <summary>Starts deriving the key of a vault on another core: that takes as long as everything that comes before it is
    /// needed.</summary>
    public void Begin(PassphraseCandidates known, SealMark mark)
    {
        if (Ahead?.IsOf(known.ByLikelihood[0], mark) != true)
        {
            Ahead?.Dispose();
            Ahead = VaultFormat.Current.BeginKey(known.ByLikelihood[0], mark);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ahead?.Dispose();
        candidates?.Dispose();
    }

    private void Take(PassphraseCandidates? found)
    {
        candidates = found;
        output.Notice(found?.Notices ?? []);
    }
}
