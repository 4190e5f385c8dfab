using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Session;

/// <summary>Ends a prompt that nobody answers with the verb: when the verb times out or is cancelled, the prompt is abandoned.</summary>
/// <param name="prompt">Asks the question.</param>
/// <param name="cancellationToken">Signals the end of the verb.</param>
internal sealed class LimitedPrompt(IPassphrasePrompt prompt, CancellationToken cancellationToken) : IPassphrasePrompt
{
    public bool IsAvailable => prompt.IsAvailable;

    public Passphrase Ask(string question) =>
        Task.Run(() => prompt.Ask(question), CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
}
