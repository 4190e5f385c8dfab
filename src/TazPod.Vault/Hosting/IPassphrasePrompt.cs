using TazPod.Vault.Sealing;

namespace TazPod.Vault.Hosting;

/// <summary>Asks the person at the terminal for a passphrase; given by the door, which knows whether there is one.</summary>
public interface IPassphrasePrompt
{
    /// <summary>Whether somebody is there to answer. In CI, and with input redirected, nobody is.</summary>
    bool IsAvailable { get; }

    /// <summary>Asks once, without echo. The caller wipes the answer.</summary>
    /// <param name="question">What to ask, in one line.</param>
    Passphrase Ask(string question);
}
