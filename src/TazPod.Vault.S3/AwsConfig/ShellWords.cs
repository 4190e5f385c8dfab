using System.Text;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>Splits a section header the way a shell would, which is how the AWS CLI writes and reads it: <c>profile 'my dev'</c>.</summary>
internal static class ShellWords
{
    /// <summary>The words without their quotes; none when a quote is not closed.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is ' ' or '\t' or '\r' or '\n')
            {
                Add();
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else if (c == '\\' && quote != '\'')
            {
                if (++i == text.Length)
                {
                    return [];
                }

                // Within double quotes a backslash only escapes a backslash or a double quote.
                (word ??= new StringBuilder()).Append(quote == '"' && text[i] is not ('\\' or '"') ? "\\" : "").Append(text[i]);
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        Add();
        return quote == '\0' ? words : [];

        void Add()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
