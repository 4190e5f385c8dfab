using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Archive.Entries;

public class EntryPathTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b.c/.d")]
    [InlineData("...")]
    [InlineData("..a/b..")]
    [InlineData(@"a\b")]
    [InlineData("new\nline")]
    [InlineData("\ufffd")]
    public void Ordinary_names_are_fine(string path) => Assert.Null(EntryPath.Refusal(path, ArchiveLimits.Format, onWindows: false));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("//a")]
    [InlineData(".")]
    [InlineData("./a")]
    [InlineData("a/.")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public void A_path_that_could_lead_elsewhere_is_refused(string path) =>
        Assert.NotNull(EntryPath.Refusal(path, ArchiveLimits.Format, onWindows: false));

    // Not inline data: the name of a test cannot contain half a character.
    [Fact]
    public void A_path_that_is_not_Unicode_is_refused() =>
        Assert.Equal("is not valid Unicode", EntryPath.Refusal("\ud800", ArchiveLimits.Format, onWindows: false));

    [Theory]
    [InlineData(@"a\b")]
    [InlineData("c:a")]
    [InlineData("a:stream")]
    [InlineData("con")]
    [InlineData("x/NUL.txt")]
    [InlineData("LPT1 .a")]
    [InlineData("dot.")]
    [InlineData("blank ")]
    [InlineData("a\nb")]
    public void A_name_with_a_special_meaning_on_Windows_is_refused_there(string path)
    {
        Assert.NotNull(EntryPath.Refusal(path, ArchiveLimits.Format, onWindows: true));
        Assert.Null(EntryPath.Refusal(path, ArchiveLimits.Format, onWindows: false));
    }

    [Fact]
    public void Lengths_are_bytes_of_utf8()
    {
        Assert.Null(EntryPath.Refusal(new string('x', 255), ArchiveLimits.Format, onWindows: false));
        Assert.NotNull(EntryPath.Refusal(new string('x', 256), ArchiveLimits.Format, onWindows: false));
        Assert.NotNull(EntryPath.Refusal(new string('è', 128), ArchiveLimits.Format, onWindows: false));
        Assert.Null(EntryPath.Refusal(Long(4096), ArchiveLimits.Format, onWindows: false));
        Assert.NotNull(EntryPath.Refusal(Long(4097), ArchiveLimits.Format, onWindows: false));
    }

    private static string Long(int length) => string.Concat(Enumerable.Repeat("dd/", 2000))[..(length - 2)] + "ff";
}
