using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>Finds the passphrase: the given text, else the passphrase file, else <c>.vault_pass</c> in the secrets directory, else a
/// prompt.</summary>
internal static class PassphraseSource
{
    /// <summary>The file in the secrets directory where TazPod keeps the passphrase.</summary>
    public const string CachedName = ".vault_pass";

    /// <summary>The passphrase, if it is available without a prompt; otherwise null.</summary>
    /// <exception cref="VaultException">TAZPOD1006: a passphrase file cannot be used. TAZPOD1004: both a text and a file were given in
    /// code.</exception>
    public static PassphraseCandidates? FindWithoutAsking(VaultSettings settings)
    {
        if (settings is { Passphrase: not null, PassphraseFile: not null })
        {
            throw VaultErrors.ContradictingSettings.With("both a passphrase and a passphrase file are set", "Set only one of them.");
        }

        if (settings.Passphrase is { } given)
        {
            var origin = settings.Origins.TryGetValue(SettingCatalog.Passphrase, out var name) ? name : "the given passphrase";
            return new PassphraseCandidates(origin, new Passphrase(given.Bytes), PassphraseCandidates.LineEnd.Counts)
            {
                AllowsOdd = settings.AllowOddPassphrase,
            };
        }

        if (settings.PassphraseFile is { } file)
        {
            return PassphraseFile.Read(
                "the passphrase file", file, PassphraseCandidates.LineEnd.IsDroppedWhenSealing, settings.AllowOddPassphrase);
        }

        return PassphraseFile.TryReadCached(settings);
    }

    /// <summary>The passphrase. The user is asked only if it is not available otherwise.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="prompt">Asks the user; null if there is no user to ask.</param>
    /// <exception cref="VaultException">TAZPOD1005: there is none. TAZPOD1006 and TAZPOD1004: as <see cref="FindWithoutAsking"/>.</exception>
    public static PassphraseCandidates Resolve(VaultSettings settings, IPassphrasePrompt? prompt)
    {
        if (FindWithoutAsking(settings) is { } atHand)
        {
            return atHand;
        }

        if (prompt is not { IsAvailable: true })
        {
            throw VaultErrors.PassphraseMissing.With(
                "a passphrase is needed, but none was given, and nobody is available to enter it",
                $"Set TAZPOD_PASSPHRASE, or specify a file with --passphrase-file, TAZPOD_PASSPHRASE_FILE or vault.passphrase_file, "
                + $"or put {CachedName} into the secrets directory.");
        }

        return new PassphraseCandidates(
            "the entered passphrase",
            prompt.Ask("Passphrase of the vault: "),
            PassphraseCandidates.LineEnd.Counts,
            () => prompt.Ask("Repeat it, for a new vault: "))
        {
            AllowsOdd = settings.AllowOddPassphrase,
        };
    }

    /// <summary>The passphrase that RekeyVault seals with, to be taken from <see cref="PassphraseCandidates.ForNewVault"/>.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="prompt">Asks the user if no file is given; null if there is no user to ask.</param>
    /// <exception cref="VaultException">TAZPOD1005: there is none. TAZPOD1006: the file cannot be used.</exception>
    public static PassphraseCandidates ResolveForRekey(VaultSettings settings, IPassphrasePrompt? prompt) => TryNew(settings)
        ?? (prompt is { IsAvailable: true }
            ? new PassphraseCandidates(
                "the entered new passphrase",
                prompt.Ask("New passphrase of the vault: "),
                PassphraseCandidates.LineEnd.Counts,
                () => prompt.Ask("Repeat it: "))
            {
                AllowsOdd = settings.AllowOddPassphrase,
            }
            : throw VaultErrors.PassphraseMissing.With(
                "a new passphrase is needed, but none was given, and nobody is available to enter it",
                "Specify a file that contains it with --new-passphrase-file or TAZPOD_NEW_PASSPHRASE_FILE."));

    /// <summary>The passphrase in the file from <see cref="VaultSettings.NewPassphraseFile"/>, to be taken from
    /// <see cref="PassphraseCandidates.ForNewVault"/>; null if no file is set.</summary>
    /// <exception cref="VaultException">TAZPOD1006: the file cannot be used.</exception>
    public static PassphraseCandidates? TryNew(VaultSettings settings) => settings.NewPassphraseFile is { } file
        ? PassphraseFile.Read(
            "the new passphrase file", file, PassphraseCandidates.LineEnd.IsDroppedWhenSealing, settings.AllowOddPassphrase)
        : null;
}
