namespace TazPod.Vault.Secrets.Commands;

/// <summary>Passes one output of a command on, masked, line by line. A line that does not go on is passed on as it is, so that a prompt is
/// seen, except for what may be the beginning of a value.</summary>
/// <param name="masking">Masks values.</param>
/// <param name="time">The clock.</param>
/// <param name="write">Receives the output; an exception ends the reading.</param>
internal sealed class MaskedOutput(Masking masking, TimeProvider time, Action<byte[]> write)
{
    private const int LongestLine = 64 * 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private byte[] held = new byte[4096];
    private int length;

    /// <summary>Reads to the end.</summary>
    public async Task CopyAsync(Stream from)
    {
        var incoming = new byte[16 * 1024];
        while (await ReadAsync(from, incoming) is > 0 and var count)
        {
            Hold(incoming.AsSpan(0, count));
            PassOn(held.AsSpan(0, length).LastIndexOfAny((byte)'\n', (byte)'\r') + 1);
            if (length > LongestLine)
            {
                PassOn(masking.Complete(held.AsSpan(0, length)));
            }
        }

        PassOn(length);
    }

    private async Task<int> ReadAsync(Stream from, byte[] incoming)
    {
        var read = from.ReadAsync(incoming).AsTask();
        if (length > 0)
        {
            try
            {
                return await read.WaitAsync(Quiet, time);
            }
            catch (TimeoutException)
            {
                PassOn(masking.Complete(held.AsSpan(0, length)));
            }
        }

        return await read;
    }

    private void Hold(ReadOnlySpan<byte> incoming)
    {
        if (held.Length < length + incoming.Length)
        {
            Array.Resize(ref held, Math.Max(held.Length * 2, length + incoming.Length));
        }

        incoming.CopyTo(held.AsSpan(length));
        length += incoming.Length;
    }

    private void PassOn(int count)
    {
        if (count > 0)
        {
            write(masking.Of(held.AsSpan(0, count)));
            held.AsSpan(count, length - count).CopyTo(held);
            length -= count;
        }
    }
}
