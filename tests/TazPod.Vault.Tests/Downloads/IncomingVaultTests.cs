using System.Runtime.InteropServices;
using TazPod.Vault.Downloads;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Downloads;

/// <summary>A vault that arrives without its size.</summary>
public sealed class IncomingVaultTests
{
    private const int Piece = 1 << 20;

    [Fact]
    public void Its_buffer_grows_to_the_largest_vault_and_one_piece_more_and_no_further()
    {
        long room = 0;
        for (long here = 0; here <= TazPodFormat.MaximumSize; here += Piece)
        {
            if (room - here < Piece)
            {
                room = IncomingVault.Grown(room, here, Piece);
            }

            Assert.InRange(room, here + Piece, (long)TazPodFormat.MaximumSize + Piece);
        }
    }

    [Fact]
    public void It_is_passed_on_without_a_copy()
    {
        using var arriving = new IncomingVault(-1, null);
        var room = Memory<byte>.Empty;
        for (var here = 0; here < 5; here++)
        {
            room = arriving.RoomFor(here, 1);
            room.Span[0] = (byte)here;
            arriving.Has(here + 1);
        }

        using var whole = arriving.Whole(null);

        Assert.Equal(new byte[] { 0, 1, 2, 3, 4 }, whole.ReadBytes().ToArray());
        Assert.True(MemoryMarshal.TryGetArray(whole.ReadBytes(), out var given));
        Assert.True(MemoryMarshal.TryGetArray<byte>(room, out var taken));
        Assert.Same(taken.Array, given.Array);
    }
}
