using TazPod.Vault.Secrets.Memory;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Hosting;

/// <summary>The services that a program provides to the vault service, in addition to the settings. All of them are optional.</summary>
/// <remarks>Everything here can be called from any thread.</remarks>
public sealed record VaultServiceOptions
{
    /// <summary>Opens a store of your own, in place of the one in the settings. Null by default. Called once in each run of a verb, and only
    /// by verbs that use the store. The verb disposes it.</summary>
    public Func<IObjectStore>? OpenStore { get; init; }

    /// <summary>Looks up the environment variables that credentials are read from. The process's own by default.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock; the system's clock by default. Stamps in the store use the store's own clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks for a passphrase. Null by default; a passphrase must then be given.</summary>
    public IPassphrasePrompt? Prompt { get; init; }

    /// <summary>Shows what is about to happen and asks for confirmation. Null by default; a restore must then be confirmed in its
    /// options.</summary>
    public IConfirmation? Confirmation { get; init; }

    /// <summary>Receives details and progress. Null by default.</summary>
    public IVaultObserver? Observer { get; init; }

    /// <summary>Receives the output of a RunWithVault command, line by line with secret values masked, and whether the line was written to
    /// standard error. Null by default. Called from several threads.</summary>
    public Action<string, bool>? CommandOutput { get; init; }

    /// <summary>The streams and signals for the command of RunWithVault, in place of <see cref="CommandOutput"/>. Null by default.</summary>
    internal ICommandHost? CommandHost { get; init; }

    /// <summary>Whether a verb can take any time. False by default: the timeout of the settings applies.</summary>
    internal bool HasNoTimeout { get; init; }

    /// <summary>Where private directories in memory can be made; by default where this system has them.</summary>
    internal MemoryPlaces? MemoryPlaces { get; init; }

    /// <summary>Receives the content of a secret that a user asked for. Null by default; ReadSecret then fails.</summary>
    internal ISecretOutput? SecretOutput { get; init; }

    /// <summary>Logs the user in. Null by default; Login then fails.</summary>
    public ILogin? Login { get; init; }

    /// <summary>Describes the credentials that a store of your own has used, in one line and without any part of a secret. Returns null
    /// until credentials were needed, and by default.</summary>
    public Func<string?> Credentials { get; init; } = static () => null;

    /// <summary>Explains why each source of credentials of a store of your own, before the one used, provided none, without any part of a
    /// secret. Returns an empty list until credentials were needed, and by default.</summary>
    public Func<IReadOnlyList<string>> CredentialsPassedOver { get; init; } = static () => [];

    /// <summary>Whether the secrets directory in the settings belongs to this vault, so that VaultStatus may look at it. True by
    /// default.</summary>
    internal bool KnowsSecrets { get; init; } = true;

    /// <summary>Who pushes, and from where. By default the user and host of this process.</summary>
    public Provenance Provenance { get; init; } = Provenance.OfThisProcess();
}
