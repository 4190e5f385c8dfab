using System.Text;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Secrets;

/// <summary>Splits a command into words at blanks, except inside single and double quotes. Nothing is expanded, by design: a value that a
/// shell puts into the command line could be read by every user of the machine.</summary>
internal static class CommandWords
{
    /// <summary>A command that splits into these words.</summary>
    public static string Quote(IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'"));

    /// <exception cref="VaultException">1001: there is no word, or a quote is not closed.</exception>
    public static IReadOnlyList<string> Words(string command)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char? quote = null;
        for (var index = 0; index < command.Length; index++)
        {
            var character = command[index];
            if (character == quote)
            {
                quote = null;
            }
            else if (quote == '"' && character == '\\' && index + 1 < command.Length && command[index + 1] is '"' or '\\')
            {
                word!.Append(command[++index]);
            }
            else if (quote is null && character is '\'' or '"')
            {
                quote = character;
                word ??= new StringBuilder();
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                Finish();
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        Finish();
        return quote is null && words.Count > 0 && words[0].Length > 0
            ? words
            : throw VaultErrors.InvalidSetting.With(
                quote is null ? "the command of --exec is empty" : "a quote in the command of --exec is not closed",
                "Specify a program and its arguments; for shell features, use --exec=\"sh -c '...'\".");

        void Finish()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
