using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

public sealed class ObjectKeyPathTests
{
    [Theory]
    [InlineData("vault.tar.aes", "vault.tar.aes")]
    [InlineData("with space+plus", "with space+plus")]
    [InlineData("漢字😀", "漢字😀")]
    [InlineData(".probe-1", "%2Eprobe-1")]
    [InlineData("...", "%2E.%2E")]
    [InlineData("dot.", "dot%2E")]
    [InlineData("space ", "space%20")]
    [InlineData(" space", " space")]
    [InlineData("a%2Eb", "a%252Eb")]
    [InlineData("c:\\d*?\"<>|", "c%3A%5Cd%2A%3F%22%3C%3E%7C")]
    [InlineData("tab\tdel\u007f", "tab%09del%7F")]
    public void A_part_of_a_key_and_its_file_name_can_be_converted_both_ways(string part, string name)
    {
        Assert.Equal([name], ObjectKeyPath.Of(part));
        Assert.Equal(part, ObjectKeyPath.PartOf(name));
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData("%2e")]
    [InlineData("%2E")]
    [InlineData("%41")]
    [InlineData("100%")]
    [InlineData("%zz")]
    [InlineData("%+1")]
    [InlineData("a.")]
    public void A_name_under_which_no_key_is_stored_has_no_part(string name) => Assert.Null(ObjectKeyPath.PartOf(name));

    [Fact]
    public void Every_part_of_two_ascii_characters_has_a_unique_name()
    {
        var parts = Enumerable.Range(1, 127 * 128)
            .Select(i => $"{(char)(i >> 7)}{(char)(i & 127)}".Replace("\0", "", StringComparison.Ordinal))
            .Where(part => part.Length > 0 && !part.Contains('/', StringComparison.Ordinal) && part is not ("." or ".."))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var names = parts.ConvertAll(part => Assert.Single(ObjectKeyPath.Of(part)));
        Assert.Equal(parts.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(parts, names.Select(ObjectKeyPath.PartOf));
        Assert.DoesNotContain(names, name => name[0] == '.');
    }
}
