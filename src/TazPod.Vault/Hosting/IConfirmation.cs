using TazPod.Vault.Results;

namespace TazPod.Vault.Hosting;

/// <summary>Shows the user what is about to happen and asks for confirmation. Provided by the door.</summary>
public interface IConfirmation
{
    /// <summary>Whether a user is available to answer. Never in CI, or with redirected input.</summary>
    bool IsAvailable { get; }

    /// <summary>Shows what would happen. Called even if no question follows.</summary>
    void Show(VerbResult summary);

    /// <summary>Asks once. Only a clear yes counts.</summary>
    /// <param name="question">The question, in one line.</param>
    bool Ask(string question);
}
