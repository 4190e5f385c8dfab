using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Session;

/// <summary>A question that nobody answers does not outlast the verb: its timeout, or its cancellation, leaves it behind.</summary>
/// <param name="confirmation">Who asks.</param>
/// <param name="cancellationToken">The end of the verb.</param>
internal sealed class LimitedConfirmation(IConfirmation confirmation, CancellationToken cancellationToken) : IConfirmation
{
    public bool IsAvailable => confirmation.IsAvailable;

    public void Show(VerbResult summary) => confirmation.Show(summary);

    public bool Ask(string question) =>
        Task.Run(() => confirmation.Ask(question), CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
}
