using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>Finds the passphrase: the text given, else the passphrase file, else <c>.vault_pass</c> in the secrets directory, else a
/// person.</summary>
public static class PassphraseSource
{
    /// <summary>The file in the secrets directory that TazPod keeps the passphrase in.</summary>
    public const string CachedName = ".vault_pass";

    /// <summary>The passphrase that costs no question; null when only a person could give one.</summary>
    /// <exception cref="VaultException">TAZPOD1006: a passphrase file cannot be used. TAZPOD1004: a text and a file were both given in
    /// code.</exception>
    public static PassphraseCandidates? TryAtHand(VaultSettings settings)
    {
        if (settings is { Passphrase: not null, PassphraseFile: not null })
        {
            throw VaultErrors.ContradictingSettings.With("a passphrase and a passphrase file are both given", "Give one of them.");
        }

        if (settings.Passphrase is { } given)
        {
            var origin = settings.Origins.TryGetValue(SettingCatalog.Passphrase, out var name) ? name : "the passphrase given";
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

    /// <summary>The passphrase, asking a person for it only when it is not at hand.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="prompt">Who asks; null when nobody can.</param>
    /// <exception cref="VaultException">TAZPOD1005: there is none. TAZPOD1006 and TAZPOD1004: as <see cref="TryAtHand"/>.</exception>
    public static PassphraseCandidates Resolve(VaultSettings settings, IPassphrasePrompt? prompt)
    {
        if (TryAtHand(settings) is { } atHand)
        {
            return atHand;
        }

        if (prompt is not { IsAvailable: true })
        {
            throw VaultErrors.PassphraseMissing.With(
                "a passphrase is needed, none was given, and nobody is there to ask",
                $"Set TAZPOD_PASSPHRASE, or name a file with --passphrase-file, TAZPOD_PASSPHRASE_FILE or vault.passphrase_file, "
                + $"or put {CachedName} into the secrets directory.");
        }

        return new PassphraseCandidates(
            "the passphrase typed",
            prompt.Ask("Passphrase of the vault: "),
            PassphraseCandidates.LineEnd.Counts,
            () => prompt.Ask("The same again, for a new vault: "))
        {
            AllowsOdd = settings.AllowOddPassphrase,
        };
    }

    /// <summary>The passphrase that RekeyVault seals with, to be taken from <see cref="PassphraseCandidates.ForNewVault"/>.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="prompt">Who asks where no file is named; null when nobody can.</param>
    /// <exception cref="VaultException">TAZPOD1005: there is none. TAZPOD1006: the file cannot be used.</exception>
    public static PassphraseCandidates ResolveForRekey(VaultSettings settings, IPassphrasePrompt? prompt) => TryNew(settings)
        ?? (prompt is { IsAvailable: true }
            ? new PassphraseCandidates(
                "the new passphrase typed",
                prompt.Ask("New passphrase of the vault: "),
                PassphraseCandidates.LineEnd.Counts,
                () => prompt.Ask("The same again: "))
            {
                AllowsOdd = settings.AllowOddPassphrase,
            }
            : throw VaultErrors.PassphraseMissing.With(
                "a new passphrase is needed, none was given, and nobody is there to ask",
                "Name a file that holds it with --new-passphrase-file or TAZPOD_NEW_PASSPHRASE_FILE."));

    /// <summary>The passphrase in the file that <see cref="VaultSettings.NewPassphraseFile"/> names, to be taken from
    /// <see cref="PassphraseCandidates.ForNewVault"/>; null when none was named.</summary>
    /// <exception cref="VaultException">TAZPOD1006: the file cannot be used.</exception>
    public static PassphraseCandidates? TryNew(VaultSettings settings) => settings.NewPassphraseFile is { } file
        ? PassphraseFile.Read(
            "the new passphrase file", file, PassphraseCandidates.LineEnd.IsDroppedWhenSealing, settings.AllowOddPassphrase)
        : null;
}
