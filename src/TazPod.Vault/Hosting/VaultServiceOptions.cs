using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Hosting;

/// <summary>What a door gives the service besides the settings.</summary>
public sealed record VaultServiceOptions
{
    /// <summary>Makes the store; called once, and only by verbs that talk to it.</summary>
    public required Func<IObjectStore> OpenStore { get; init; }

    /// <summary>The clock; the system's by default. The store's own clock counts for what is written there.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks for a passphrase; none by default: then one must be given.</summary>
    public IPassphrasePrompt? Prompt { get; init; }

    /// <summary>Shows what is about to happen and asks; nobody by default: then a restore must be confirmed in its options.</summary>
    public IConfirmation? Confirmation { get; init; }

    /// <summary>Hears details and progress; nobody by default.</summary>
    public IVaultObserver? Observer { get; init; }

    /// <summary>Hears what a command of RunWithVault prints, line by line, the values masked, and whether it was an error line; nobody by
    /// default. Called from several threads.</summary>
    public Action<string, bool>? CommandOutput { get; init; }

    /// <summary>Logs a person in; nothing by default: then Login fails.</summary>
    public ILogin? Login { get; init; }

    /// <summary>Says which credentials the store has used, in one line without any part of a secret; null before they were needed.
    /// Nobody knows by default.</summary>
    public Func<string?> Credentials { get; init; } = static () => null;

    /// <summary>Says why each source of credentials before those that the store has used gave none, without any part of a secret; empty
    /// before they were needed. Nobody knows by default.</summary>
    public Func<IReadOnlyList<string>> CredentialsPassedOver { get; init; } = static () => [];

    /// <summary>Who pushes and from where; by default the user and host of this process.</summary>
    public Provenance Provenance { get; init; } = Provenance.OfThisProcess();
}
