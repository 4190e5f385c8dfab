using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Asks for a yes at the terminal.</summary>
/// <param name="terminal">Whether somebody is there.</param>
/// <param name="output">Where the summary goes.</param>
/// <param name="cancellationToken">Ctrl-C: a line cannot be waited for and cancelled at once, so the wait is left behind.</param>
internal sealed class ConfirmationPrompt(Terminal terminal, VerbOutput output, CancellationToken cancellationToken) : IConfirmation
{
    /// <inheritdoc/>
    public bool IsAvailable => terminal.CanAsk;

    /// <inheritdoc/>
    public void Show(VerbResult summary) => output.Print(summary);

    /// <inheritdoc/>
    public bool Ask(string question)
    {
        Console.Out.Write(PlainText.OneLine(question));
        Console.Out.Flush();
        var typed = Task.Run(Console.In.ReadLine, CancellationToken.None);
        typed.Wait(cancellationToken);
        return typed.Result?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
