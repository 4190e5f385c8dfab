using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Archive.Entries;

public class EntryNameTests
{
    [Theory]
    [InlineData("plain/name.txt", "'plain/name.txt'")]
    [InlineData("è 🔐", "'è 🔐'")]
    [InlineData("a\u001b[31mb\n", @"'a\u001b[31mb\u000a'")]
    [InlineData("exe\u202egnp", @"'exe\u202egnp'")]
    [InlineData("\u0085\u2028", @"'\u0085\u2028'")]
    public void Control_characters_for_a_terminal_are_escaped(string name, string quoted) => Assert.Equal(quoted, EntryName.Quote(name));

    [Fact]
    public void Bytes_that_are_not_text_are_shown_as_hex() =>
        Assert.Equal(@"'bad\xff\x0a'", EntryName.Quote([.. "bad"u8, 0xff, 0x0a]));

    [Fact]
    public void A_long_name_is_shortened() => Assert.InRange(EntryName.Quote(new string('x', 5000)).Length, 100, 210);
}
