using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>A vault that is being downloaded, held in memory to be opened when it is here; its key is derived meanwhile.</summary>
/// <param name="size">Bytes; -1 where that is found out at their end.</param>
/// <param name="candidates">What may open it.</param>
internal sealed class ArrivingVault(long size, PassphraseCandidates candidates) : IDisposable
{
    private byte[] bytes = LargeBuffer.Allocate(Math.Max(size, 0));
    private VaultKey? key;
    private long here;

    /// <summary>The candidates that may open it; they belong to their owner.</summary>
    public PassphraseCandidates Candidates { get; } = candidates;

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
            var larger = LargeBuffer.Allocate(Math.Max(bytes.Length * 2L, start + most));
            bytes.AsSpan(0, (int)start).CopyTo(larger);
            bytes = larger;
        }

        return bytes.AsMemory((int)start, (int)Math.Min(most, bytes.Length - start));
    }

    /// <summary>Says how many of its bytes are here.</summary>
    public void Has(long count)
    {
        here = count;
        if (key is null && count >= TazPodFormat.SaltSize)
        {
            key = VaultKey.Begin(Candidates.ByLikelihood[0], TazPodFormat.Salt(bytes));
        }
    }

    /// <summary>The vault, whole.</summary>
    /// <param name="sha256">Its SHA-256, lower-case hex.</param>
    /// <param name="path">Where it was written.</param>
    public LocalVault Whole(string sha256, string? path)
    {
        if (size < 0)
        {
            Array.Resize(ref bytes, (int)here);
        }

        return LocalVault.Of(bytes, sha256, path);
    }

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();
}
