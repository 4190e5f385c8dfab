using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Hosting;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Asks at the terminal, without echo.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="cancellationToken">Ctrl-C. Waiting for a key cannot be cancelled, so the wait is abandoned.</param>
internal sealed class PassphrasePrompt(Terminal terminal, CancellationToken cancellationToken) : IPassphrasePrompt
{
    private const int LongestInput = 4096;

    /// <inheritdoc/>
    public bool IsAvailable => terminal.CanAsk;

    /// <inheritdoc/>
    public Passphrase Ask(string question)
    {
        // Checking for a key turns the echo off, so that keys typed as soon as the question appears are not shown either.
        _ = Console.KeyAvailable;
        Console.Out.Write(question);
        Console.Out.Flush();
        try
        {
            var typed = Task.Run(ReadLine, CancellationToken.None);
            typed.Wait(cancellationToken);
            return typed.Result;
        }
        finally
        {
            Console.Out.WriteLine();
        }
    }

    private static Passphrase ReadLine()
    {
        var text = ArrayPool<char>.Shared.Rent(LongestInput);
        var bytes = Array.Empty<byte>();
        try
        {
            var length = 0;
            while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
            {
                if (key.Key == ConsoleKey.Backspace)
                {
                    length = Math.Max(length - 1, 0);
                }
                else if (!char.IsControl(key.KeyChar) && length < LongestInput)
                {
                    text[length++] = key.KeyChar;
                }
            }

            bytes = Encoding.UTF8.GetBytes(text, 0, length);
            return new Passphrase(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(text);
            ArrayPool<char>.Shared.Return(text);
        }
    }
}
