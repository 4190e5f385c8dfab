namespace TazPod.Vault.Merging;

/// <summary>Gives every line a number, equal lines the same one, so that lines are compared once.</summary>
internal sealed class LineNumbers : IEqualityComparer<ReadOnlyMemory<byte>>
{
    private readonly Dictionary<ReadOnlyMemory<byte>, int> numbers;

    /// <summary>Creates an empty set of lines.</summary>
    public LineNumbers() => numbers = new(this);

    /// <summary>The number of a line.</summary>
    public int Of(ReadOnlyMemory<byte> line)
    {
        if (!numbers.TryGetValue(line, out var number))
        {
            numbers.Add(line, number = numbers.Count);
        }

        return number;
    }

    /// <inheritdoc/>
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
