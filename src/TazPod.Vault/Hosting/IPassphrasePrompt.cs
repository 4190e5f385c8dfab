using TazPod.Vault.Sealing;

namespace TazPod.Vault.Hosting;

/// <summary>Asks the user at the terminal for a passphrase. Provided by the door, which knows whether there is a terminal.</summary>
public interface IPassphrasePrompt
{
    /// <summary>Whether a user is available to answer. Never in CI, or with redirected input.</summary>
    bool IsAvailable { get; }

    /// <summary>Asks once, without echo. The caller wipes the answer.</summary>
    /// <param name="question">The question, in one line.</param>
    Passphrase Ask(string question);
}
