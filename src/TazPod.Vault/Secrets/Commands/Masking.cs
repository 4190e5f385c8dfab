using System.Text;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>Masks values in the output of other programs. Bytes that are not text stay as they are.</summary>
internal sealed class Masking
{
    /// <summary>Shorter values are not masked: that would remove ordinary text, and they reveal little.</summary>
    public const int Shortest = 4;

    private readonly byte[][] values;

    /// <param name="values">The values. Each line of a multi-line value counts separately.</param>
    public Masking(IEnumerable<string> values) => this.values =
    [
        .. values.SelectMany(value => value.Split(['\r', '\n'])).Where(value => value.Length >= Shortest)
            .Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes),
    ];

    private static ReadOnlySpan<byte> Mask => "***"u8;

    /// <summary>The text with every occurrence of a value replaced with <c>***</c>. Overlapping occurrences become one.</summary>
    public byte[] Of(ReadOnlySpan<byte> text)
    {
        if (Hidden(text) is not { } hidden)
        {
            return text.ToArray();
        }

        var masked = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (!hidden[index])
            {
                masked.Add(text[index]);
            }
            else if (index == 0 || !hidden[index - 1])
            {
                masked.AddRange(Mask);
            }
        }

        return [.. masked];
    }

    /// <summary>How much of a text can be passed on, whatever follows it: the rest may be the beginning of a value.</summary>
    public int Complete(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        foreach (var value in values)
        {
            length = Math.Min(length, text.Length - Begun(value, text));
        }

        // An occurrence that would be cut stays whole.
        if (length < text.Length && Hidden(text) is { } hidden && hidden[length])
        {
            while (length > 0 && hidden[length - 1])
            {
                length--;
            }
        }

        return length;
    }

    // The length of the beginning of a value that the text ends with.
    private static int Begun(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
    {
        for (var length = Math.Min(value.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(value[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    private bool[]? Hidden(ReadOnlySpan<byte> text)
    {
        bool[]? hidden = null;
        foreach (var value in values)
        {
            for (var at = text.IndexOf(value); at >= 0;)
            {
                hidden ??= new bool[text.Length];
                Array.Fill(hidden, true, at, value.Length);
                var next = text[(at + 1)..].IndexOf(value);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return hidden;
    }
}
