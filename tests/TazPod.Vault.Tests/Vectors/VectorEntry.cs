namespace TazPod.Vault.Tests.Vectors;

/// <summary>One entry of a vector's manifest.</summary>
internal sealed record VectorEntry(string Path, string Type, long Size, string? Mode, string? Sha256)
{
    public int ModeBits => Convert.ToInt32(Mode, 8);
}
