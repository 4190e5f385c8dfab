using TazPod.Vault.Results;

namespace TazPod.Vault.Hosting;

/// <summary>Shows a person what is about to happen and asks whether it should; given by the door.</summary>
public interface IConfirmation
{
    /// <summary>Whether somebody is there to answer. In CI, and with input redirected, nobody is.</summary>
    bool IsAvailable { get; }

    /// <summary>Shows what would happen. Called whether or not anybody is asked.</summary>
    void Show(VerbResult summary);

    /// <summary>Asks once. Only a clear yes is one.</summary>
    /// <param name="question">What to ask, in one line.</param>
    bool Ask(string question);
}
