using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Downloads;

/// <summary>A vault that is being downloaded into memory. Its key is derived meanwhile, if possible.</summary>
/// <param name="size">Bytes; -1 if unknown until the end.</param>
/// <param name="candidates">Passphrases that may open it. The caller owns them. Null if no key is to be derived.</param>
internal sealed class IncomingVault(long size, PassphraseCandidates? candidates) : IDisposable
{
    private byte[] bytes = LargeBuffer.Allocate(Math.Max(size, 0));
    private byte[] outgrown = [];
    private IUnlocker? key;
    private long here;

    /// <summary>Passphrases that may open it.</summary>
    public PassphraseCandidates? Candidates { get; } = candidates;

    /// <summary>Its key, if it could be derived ahead.</summary>
    public IUnlocker? Key => key;

    /// <summary>The room for its next bytes; empty once it is complete.</summary>
    /// <param name="start">The number of bytes received so far.</param>
    /// <param name="most">The maximum number of bytes to return.</param>
    public Memory<byte> RoomFor(long start, int most)
    {
        if (size < 0 && bytes.Length - start < most)
        {
            // Bytes that were written stay where they are until they are hashed.
            var larger = LargeBuffer.Allocate(Grown(bytes.Length, start, most), held: start);
            bytes.AsSpan(0, (int)start).CopyTo(larger);
            (outgrown, bytes) = (bytes, larger);
        }

        var rest = Math.Max(0, bytes.Length - start);
        return bytes.AsMemory((int)(bytes.Length - rest), (int)Math.Min(most, rest));
    }

    /// <summary>The size of a buffer that has to grow: twice as large, but no larger than the size that is refused.</summary>
    /// <param name="length">Its current size.</param>
    /// <param name="start">The number of bytes in it.</param>
    /// <param name="most">The maximum number of bytes to add now.</param>
    internal static long Grown(long length, long start, int most) =>
        Math.Max(start + most, Math.Min(length * 2, VaultFormat.Current.MaximumSize + most));

    /// <summary>Sets the number of bytes received. Bytes received before are hashed by now.</summary>
    public void Has(long count)
    {
        here = count;
        LargeBuffer.Wipe(outgrown);
        outgrown = [];
        if (key is null && Candidates is not null)
        {
            key = VaultFormat.Current.TryBeginUnlocker(Candidates.ByLikelihood[0], bytes.AsSpan(0, (int)count));
        }
    }

    /// <summary>Returns the complete vault, which is no longer held here.</summary>
    /// <param name="sha256">Its SHA-256, lower-case hex, if known.</param>
    /// <param name="path">The file that it was written to.</param>
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
