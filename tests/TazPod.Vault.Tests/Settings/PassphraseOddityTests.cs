using System.Text;
using CsCheck;
using TazPod.Vault.Settings;
using TazPod.Vault.Tests.Hostile;

namespace TazPod.Vault.Tests.Settings;

public sealed class PassphraseOddityTests
{
    private const string Plain = "abcXYZ019 -_.,:;!?$#'\"\\/äéß日本🔐";

    // What users type, with blanks only inside.
    private static readonly string[] Runes = [.. Plain.EnumerateRunes().Select(rune => rune.ToString())];
    private static readonly Gen<string> Typed = Pick(Runes).Array[1, 30].Select(runes => $"p{string.Concat(runes)}p");
    private static readonly string[] Added = ["\n", "\r\n", "\r", " ", "\t", "\u00A0", "\u2003", "\0", "\u001b", "\uFEFF", "\u202E", "\u2029"];

    [Theory]
    [InlineData("correct horse")]
    [InlineData("p")]
    [InlineData("pässwörd · 日本 👨‍👩‍👧 \u0301")]
    [InlineData("two  blanks and a\u00A0no-break space inside")]
    [InlineData("")]
    public void A_typed_passphrase_is_not_odd(string text) => Assert.Null(PassphraseOddity.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("\uFEFFp", "begins with a byte order mark")]
    [InlineData("\uFEFF", "begins with a byte order mark")]
    [InlineData("\uFEFFp \r\n", "begins with a byte order mark and ends in a blank and ends in a line end")]
    [InlineData("p\n", "ends in a line end")]
    [InlineData("p\r", "ends in a line end")]
    [InlineData("p\r\n\r\n", "ends in a line end")]
    [InlineData("\n", "ends in a line end")]
    [InlineData("p\nq", "holds more than one line")]
    [InlineData("p\rq", "holds more than one line")]
    [InlineData("\np", "holds more than one line")]
    [InlineData("p\u2028q", "holds more than one line")]
    [InlineData("p\nq\n", "holds more than one line and ends in a line end")]
    [InlineData("pq\0", "holds a NUL")]
    [InlineData("\0pq", "holds a NUL")]
    [InlineData("p\tq", "holds a control character")]
    [InlineData("p\u001bq", "holds a control character")]
    [InlineData("p\u0085q", "holds a control character")]
    [InlineData("p\u007f", "holds a control character")]
    [InlineData(" p", "begins with a blank")]
    [InlineData("\tp", "begins with a blank")]
    [InlineData("\u00A0p", "begins with a blank")]
    [InlineData("\u3000p", "begins with a blank")]
    [InlineData("p ", "ends in a blank")]
    [InlineData("p\u00A0", "ends in a blank")]
    [InlineData("p\t", "ends in a blank")]
    [InlineData(" ", "begins with a blank")]
    [InlineData("p\u200Bq", "holds an invisible character")]
    [InlineData("p\u202Eq", "holds an invisible character")]
    [InlineData("pq\uFEFF", "holds an invisible character")]
    [InlineData("p\uFFFDq", "holds a replacement character (U+FFFD)")]
    public void Added_characters_are_named(string text, string odd) => Assert.Equal(odd, PassphraseOddity.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("utf-16", "pass", "begins with a byte order mark (saved as UTF-16?)")]
    [InlineData("utf-16BE", "\uFEFFpass", "begins with a byte order mark (saved as UTF-16?)")]
    [InlineData("utf-16LE", "pass", "has a NUL in every other byte (saved as UTF-16?)")]
    [InlineData("utf-16BE", "pass", "has a NUL in every other byte (saved as UTF-16?)")]
    [InlineData("utf-32", "pass", "begins with a byte order mark (saved as UTF-16?)")]
    [InlineData("utf-32BE", "pass", "holds a NUL")]
    [InlineData("latin1", "pässword", "is not valid UTF-8 (saved as Latin-1?)")]
    [InlineData("latin1", "pä", "is not valid UTF-8 (saved as Latin-1?)")]
    public void Another_encoding_is_named(string encoding, string text, string odd)
    {
        var bytes = Encoding.GetEncoding(encoding);
        Assert.Equal(odd, PassphraseOddity.Of([.. encoding == "utf-16" || encoding == "utf-32" ? bytes.Preamble.ToArray() : [], .. bytes.GetBytes(text)]));
    }

    [Fact]
    public void Half_a_line_end_of_UTF_16_hides_nothing() =>
        Assert.Equal("has a NUL in every other byte (saved as UTF-16?)", PassphraseOddity.Of("\0p\0q\0"u8));

    [Fact]
    public void A_typed_passphrase_is_fine_and_added_characters_make_it_odd() =>
        Gen.Select(Typed, Pick(Added), Gen.Int[0, 2]).Spend(
            500,
            made =>
            {
                var (typed, added, where) = made;
                Assert.Null(PassphraseOddity.Of(Encoding.UTF8.GetBytes(typed)));
                var text = where switch { 0 => added + typed, 1 => typed + added, _ => added + typed + added };
                var odd = PassphraseOddity.Of(Encoding.UTF8.GetBytes(text));
                Assert.NotNull(odd);
                Assert.DoesNotContain(typed, odd, StringComparison.Ordinal);
                Assert.DoesNotContain(odd, char.IsControl);
            },
            made => made.ToString());

    [Fact]
    public void It_handles_any_bytes() => Gen.Byte.Array[0, 40].Spend(2000, bytes => _ = PassphraseOddity.Of(bytes), Convert.ToHexString);

    private static Gen<string> Pick(string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
