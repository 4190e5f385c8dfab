using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Downloads;

/// <summary>A vault that is being downloaded, held in memory; the key that may open it is derived meanwhile.</summary>
/// <param name="size">Bytes; -1 where that is found out at their end.</param>
/// <param name="candidates">What may open it; they belong to their owner. Null when nothing is to be derived.</param>
internal sealed class IncomingVault(long size, PassphraseCandidates? candidates) : IDisposable
{
    private byte[] bytes = LargeBuffer.Allocate(Math.Max(size, 0));
    private byte[] outgrown = [];
    private VaultKey? key;
    private long here;

    /// <summary>What may open it.</summary>
    public PassphraseCandidates? Candidates { get; } = candidates;

    /// <summary>Its key, where that could be derived ahead.</summary>
    public VaultKey? Key => key;

    /// <summary>Where its next bytes go to; empty where all are here.</summary>
    /// <param name="start">How many are here.</param>
    /// <param name="most">So many at most.</param>
    public Memory<byte> RoomFor(long start, int most)
    {
        if (size < 0 && bytes.Length - start < most)
        {
            // What was written keeps its place until it is hashed.
            var larger = LargeBuffer.Allocate(Grown(bytes.Length, start, most), held: start);
            bytes.AsSpan(0, (int)start).CopyTo(larger);
            (outgrown, bytes) = (bytes, larger);
        }

        var rest = Math.Max(0, bytes.Length - start);
        return bytes.AsMemory((int)(bytes.Length - rest), (int)Math.Min(most, rest));
    }

    /// <summary>How large the room becomes that has to take more: twice as large, and no larger than what is refused then.</summary>
    /// <param name="length">How large it is.</param>
    /// <param name="start">How many bytes are in it.</param>
    /// <param name="most">How many more may come now.</param>
    internal static long Grown(long length, long start, int most) =>
        Math.Max(start + most, Math.Min(length * 2, VaultFormat.Current.MaximumSize + most));

    /// <summary>Says how many of its bytes are here. What was here before is hashed by now.</summary>
    public void Has(long count)
    {
        here = count;
        LargeBuffer.Wipe(outgrown);
        outgrown = [];
        if (key is null && Candidates is not null)
        {
            key = VaultFormat.Current.TryBeginKey(Candidates.ByLikelihood[0], bytes.AsSpan(0, (int)count));
        }
    }

    /// <summary>The vault, whole. It is not held here any longer.</summary>
    /// <param name="sha256">Its SHA-256, lower-case hex, where it is known.</param>
    /// <param name="path">Where it was written.</param>
    public LocalVault Whole(string? sha256, string? path = null)
    {
        var whole = LocalVault.Of(size < 0 ? bytes.AsMemory(0, (int)here) : bytes, sha256, path);
        bytes = [];
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        key?.Dispose();
        LargeBuffer.Wipe(outgrown);
        LargeBuffer.Wipe(bytes);
        (outgrown, bytes) = ([], []);
    }
}
