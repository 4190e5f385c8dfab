using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Session;

/// <summary>Ends a question that nobody answers with the verb: when the verb times out or is cancelled, the question is
/// abandoned.</summary>
/// <param name="confirmation">Asks the question.</param>
/// <param name="cancellationToken">Signals the end of the verb.</param>
internal sealed class LimitedConfirmation(IConfirmation confirmation, CancellationToken cancellationToken) : IConfirmation
{
    public bool IsAvailable => confirmation.IsAvailable;

    public void Show(VerbResult summary) => confirmation.Show(summary);

    public bool Ask(string question) =>
        Task.Run(() => confirmation.Ask(question), CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
}
