using System.Text;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>Divides output into lines of text, for a program that wants lines.</summary>
/// <param name="print">Receives each line, without its end.</param>
internal sealed class TextLines(Action<string> print)
{
    private readonly List<byte> line = [];
    private bool endsWithReturn;

    public void Write(ReadOnlySpan<byte> output)
    {
        foreach (var one in output)
        {
            if (one == '\n' && endsWithReturn)
            {
                endsWithReturn = false;
                continue;
            }

            endsWithReturn = one == '\r';
            if (one is (byte)'\r' or (byte)'\n')
            {
                Print();
            }
            else
            {
                line.Add(one);
            }
        }
    }

    /// <summary>There is no more output.</summary>
    public void End()
    {
        if (line.Count > 0)
        {
            Print();
        }
    }

    private void Print()
    {
        print(Encoding.UTF8.GetString([.. line]));
        line.Clear();
    }
}
