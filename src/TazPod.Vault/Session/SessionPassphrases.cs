using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Session;

/// <summary>The passphrases of one run, found when first needed, and the key that is derived ahead of time. Wiped when disposed.</summary>
internal sealed class SessionPassphrases(VaultSettings settings, IPassphrasePrompt? prompt, SessionOutput output) : IDisposable
{
    private PassphraseCandidates? candidates;
    private bool isLookedFor;

    /// <summary>The key whose derivation was started last; null if none was. Owned by this object.</summary>
    public IUnlocker? StartedKey { get; private set; }

    /// <summary>The passphrase, if it is available without asking the user.</summary>
    /// <exception cref="VaultException">1005, 1006: the configured source cannot be used.</exception>
    public PassphraseCandidates? FindWithoutAsking()
    {
        if (!isLookedFor)
        {
            isLookedFor = true;
            Take(PassphraseSource.FindWithoutAsking(settings));
        }

        return candidates;
    }

    /// <summary>The passphrase. Asks the user if necessary.</summary>
    /// <exception cref="VaultException">1005, 1006: there is none, or it cannot be used.</exception>
    public PassphraseCandidates Require()
    {
        if (FindWithoutAsking() is null)
        {
            Take(PassphraseSource.Resolve(settings, prompt));
        }

        return candidates!;
    }

    /// <summary>From now on, also tries the passphrase in the file for a new one: vaults may have been sealed before or after a change of
    /// the passphrase.</summary>
    /// <exception cref="VaultException">1005, 1006: there is no passphrase, or one cannot be used.</exception>
    public void AlsoTryNew()
    {
        if (PassphraseSource.TryNew(settings) is { } next)
        {
            Take(Require().Or(next));
        }
    }

    /// <summary>The new passphrase. Asks the user if necessary. The caller wipes it.</summary>
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

    /// <summary>Starts deriving the key of a vault on another core. This takes about as long as all the work before the key is
    /// needed.</summary>
    public void Begin(PassphraseCandidates known, SealMark mark)
    {
        if (StartedKey?.IsFor(known.ByLikelihood[0], mark) != true)
        {
            StartedKey?.Dispose();
            StartedKey = VaultFormat.Current.BeginUnlocker(known.ByLikelihood[0], mark);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StartedKey?.Dispose();
        candidates?.Dispose();
    }

    private void Take(PassphraseCandidates? found)
    {
        candidates = found;
        output.Notice(found?.Notices ?? []);
    }
}
