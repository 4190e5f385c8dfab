using System.Text;

namespace TazPod.Bench;

/// <summary>Trees to pack: half of every file is random, half is text; the same seed gives the same tree.</summary>
internal static class SampleTree
{
    private static readonly string[] Words = ["password", "token", "host", "user", "secret", "value", "=", "\n", "db", "https://", "key", "production"];

    /// <summary>Makes the tree anew.</summary>
    /// <param name="directory">Where; what is there is removed.</param>
    /// <param name="files">How many files, at most 1,000 a directory.</param>
    /// <param name="bytes">Bytes of all files together.</param>
    /// <param name="seed">Chooses the content.</param>
    public static void Write(string directory, int files, long bytes, int seed)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        var random = new Random(seed);
        var content = new byte[Math.Max(2, bytes / files)];
        for (var i = 0; i < files; i++)
        {
            var parent = Directory.CreateDirectory(Path.Combine(directory, $"{i / 1000}")).FullName;
            var half = content.Length / 2;
            random.NextBytes(content.AsSpan(0, half));
            FillWithText(content.AsSpan(half), random);
            File.WriteAllBytes(Path.Combine(parent, $"file-{i}"), content);
        }
    }

    private static void FillWithText(Span<byte> span, Random random)
    {
        while (!span.IsEmpty)
        {
            var word = Encoding.ASCII.GetBytes($"{Words[random.Next(Words.Length)]}{random.Next(1000)} ");
            var count = Math.Min(word.Length, span.Length);
            word.AsSpan(0, count).CopyTo(span);
            span = span[count..];
        }
    }
}
