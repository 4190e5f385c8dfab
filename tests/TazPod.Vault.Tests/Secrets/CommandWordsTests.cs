using TazPod.Vault.Secrets;

namespace TazPod.Vault.Tests.Secrets;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("./deploy", "eu")]
    [InlineData("a b", "it's", "\"x\"", "$HOME", "\\", "\\\"", "'\"'")]
    [InlineData("program", "", "  ", "tab\tline\n")]
    public void Quoted_words_split_into_themselves(params string[] words) => Assert.Equal(words, CommandWords.Words(CommandWords.Quote(words)));
}
