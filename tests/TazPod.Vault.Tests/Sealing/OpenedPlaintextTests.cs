using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Sealing;

public sealed class OpenedPlaintextTests
{
    [Fact]
    public void Only_a_vault_that_was_opened_in_place_is_given_away()
    {
        using var opened = new OpenedPlaintext(new byte[10]);

        Assert.IsType<InvalidOperationException>(Record.Exception(() => opened.Detach()));

        Assert.Equal(10, opened.Content.Length);
    }

    [Fact]
    public void What_was_given_away_is_given_once_and_not_wiped_by_the_one_that_gave_it()
    {
        byte[] image = [1, 2, 3, 4];
        var opened = new OpenedPlaintext(image.AsMemory(1, 2), image);

        Assert.Equal(image, opened.Detach().ToArray());

        Assert.Throws<ObjectDisposedException>(() => opened.Detach());
        Assert.Throws<ObjectDisposedException>(() => opened.Content);
        opened.Dispose();
        Assert.Equal([1, 2, 3, 4], image);
    }
}
