using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>A vault that is being downloaded, held in memory to be opened when it is here; its key is derived meanwhile.</summary>
internal sealed class ArrivingVault(long size, PassphraseCandidates candidates) : IDisposable
{
    private readonly byte[] bytes = LargeBuffer.Allocate(size);
    private VaultKey? key;

    /// <summary>The candidates that may open it; they belong to their owner.</summary>
    public PassphraseCandidates Candidates { get; } = candidates;

    /// <summary>Its key, where that could be derived ahead.</summary>
    public VaultKey? Key => key;

    /// <summary>Where its bytes go to.</summary>
    public Memory<byte> Room => bytes;

    /// <summary>Says how many of its bytes are here.</summary>
    public void Has(long count)
    {
        if (key is null && count >= TazPodFormat.SaltSize)
        {
            key = VaultKey.Begin(Candidates.ByLikelihood[0], TazPodFormat.Salt(bytes));
        }
    }

    /// <summary>The vault, whole.</summary>
    /// <param name="sha256">Its SHA-256, lower-case hex.</param>
    /// <param name="path">Where it was written.</param>
    public LocalVault Whole(string sha256, string? path) => LocalVault.Of(bytes, sha256, path);

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();
}
