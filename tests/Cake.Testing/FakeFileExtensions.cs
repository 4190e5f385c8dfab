using System.Text;

namespace Cake.Testing;

/// <summary>Reads and writes a <see cref="FakeFile"/> as a whole.</summary>
public static class FakeFileExtensions
{
    /// <summary>Sets a file's content to a text in UTF-8, without a byte order mark.</summary>
    /// <param name="file">The file, which must exist.</param>
    /// <param name="content">The text.</param>
    /// <returns>The same file.</returns>
    public static FakeFile SetContent(this FakeFile file, string content)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Content = new UTF8Encoding(false).GetBytes(content ?? string.Empty);
        return file;
    }

    /// <summary>A file's text, without a byte order mark.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">Its encoding; UTF-8 if none is given.</param>
    /// <returns>The text.</returns>
    public static string GetTextContent(this FakeFile file, Encoding encoding = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var reader = new StreamReader(new MemoryStream(file.Content), encoding ?? Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A file's bytes.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The bytes.</returns>
    public static byte[] GetBinaryContent(this FakeFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Content.ToArray();
    }

    /// <summary>Whether a file begins with the byte order mark of UTF-8.</summary>
    /// <param name="file">The file.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool HasUTF8BOM(this FakeFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Content.AsSpan().StartsWith(Encoding.UTF8.Preamble);
    }

    /// <summary>Hides a file.</summary>
    /// <param name="file">The file, which must exist.</param>
    /// <returns>The same file.</returns>
    public static FakeFile Hide(this FakeFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Attributes |= FileAttributes.Hidden;
        return file;
    }
}
