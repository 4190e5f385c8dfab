using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Session;

/// <summary>A prompt that nobody answers does not outlast the verb: its timeout, or its cancellation, leaves the question behind.</summary>
/// <param name="prompt">Who asks.</param>
/// <param name="cancellationToken">The end of the verb.</param>
internal sealed class LimitedPrompt(IPassphrasePrompt prompt, CancellationToken cancellationToken) : IPassphrasePrompt
{
    public bool IsAvailable => prompt.IsAvailable;

    public Passphrase Ask(string question) =>
        Task.Run(() => prompt.Ask(question), CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
}
