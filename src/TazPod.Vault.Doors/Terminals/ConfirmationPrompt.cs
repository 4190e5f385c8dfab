using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Asks for a confirmation at the terminal.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="output">The output for the summary.</param>
/// <param name="cancellationToken">Ctrl-C. Reading a line cannot be cancelled, so the read is abandoned.</param>
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
