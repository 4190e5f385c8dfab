using TazPod.Vault.Tests.Archive;

namespace TazPod.Vault.Tests.Hostile;

/// <summary>How a tar is packed, and how the result is changed.</summary>
internal sealed record GzipMutation(GzipMutationKind Kind, uint At, uint Value)
{
    public byte[] Pack(byte[] tar)
    {
        var split = tar.Length == 0 ? 0 : (int)(At % (uint)tar.Length);
        if (Kind == GzipMutationKind.TwoMembers)
        {
            return [.. TarBytes.Gzip(tar[..split]), .. TarBytes.Gzip(tar[split..])];
        }

        var packed = TarBytes.Gzip(tar);
        var at = (int)(At % (uint)packed.Length);
        switch (Kind)
        {
            case GzipMutationKind.FlipBit:
                packed[at] ^= (byte)(1 << (int)(Value % 8));
                return packed;
            case GzipMutationKind.FlipNearAnEnd:
                // Header and trailer have only ten and eight bytes: chance alone would rarely hit them.
                packed[Value % 2 == 0 ? at % 10 : packed.Length - 1 - (at % 8)] ^= (byte)(1 + (Value >> 8));
                return packed;
            case GzipMutationKind.Cut:
                return packed[..at];
            case GzipMutationKind.CutNearTheEnd:
                return packed[..^(int)(1 + (At % (uint)Math.Min(24, packed.Length)))];
            case GzipMutationKind.DeleteByte:
                return [.. packed.AsSpan(0, at), .. packed.AsSpan(at + 1)];
            case GzipMutationKind.AddGarbage:
                return [.. packed, .. Enumerable.Range(0, 1 + (int)(Value % 40)).Select(n => (byte)(At >> (n % 24)))];
            case GzipMutationKind.AddZeros:
                return [.. packed, .. new byte[1 + (Value % 1024)]];
            case GzipMutationKind.AddHalfAMember:
                return [.. packed, .. packed.AsSpan(0, at)];
            case GzipMutationKind.AddEmptyMembers:
                return [.. packed, .. Enumerable.Repeat(TarBytes.Gzip([]), 1 + (int)(Value % 2000)).SelectMany(member => member)];
            case GzipMutationKind.NotPacked:
                return tar;
            default:
                return packed;
        }
    }
}
