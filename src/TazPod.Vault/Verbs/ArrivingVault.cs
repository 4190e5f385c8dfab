using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>A vault that is being downloaded, held in memory; the key that may open it is derived meanwhile.</summary>
/// <param name="size">Its size in bytes.</param>
/// <param name="candidates">What may open it; they belong to their owner. Null when nothing is to be derived.</param>
internal sealed class ArrivingVault(long size, PassphraseCandidates? candidates) : IDisposable
{
    private byte[] bytes = LargeBuffer.Allocate(size);
    private VaultKey? key;

    /// <summary>What may open it.</summary>
    public PassphraseCandidates? Candidates { get; } = candidates;

    /// <summary>Its key, where that could be derived ahead.</summary>
    public VaultKey? Key => key;

    /// <summary>Where its bytes go to.</summary>
    public Memory<byte> Room => bytes;

    /// <summary>Says how many of its bytes are here.</summary>
    public void Has(long count)
    {
        if (key is null && Candidates is not null && count >= TazPodFormat.SaltSize)
        {
            key = VaultKey.Begin(Candidates.ByLikelihood[0], TazPodFormat.Salt(bytes));
        }
    }

    /// <summary>The vault, whole. It is not held here any longer.</summary>
    /// <param name="sha256">Its SHA-256, lower-case hex, where it is known.</param>
    /// <param name="path">Where it was written.</param>
    public LocalVault Whole(string? sha256, string? path = null)
    {
        var whole = LocalVault.Of(bytes, sha256, path);
        bytes = [];
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        key?.Dispose();
        LargeBuffer.Wipe(bytes);
        bytes = [];
    }
}
