namespace TazPod.Vault.S3.Http;

/// <summary>An ETag as the store sent it.</summary>
internal static class PlainETag
{
    private static readonly string[] PackedSuffixes = ["-gzip", ";gzip", "-br", ";br", "-df"];

    /// <summary>The ETag without its quotes and without changes made in transit; empty when there is none.</summary>
    /// <remarks>S3 has neither weak ETags nor such suffixes. A proxy that compresses a response marks the ETag with one. It still names the
    /// same version, and the content is decompressed again and compared with a hash.</remarks>
    public static string Of(string? etag)
    {
        var text = etag?.Trim() ?? "";
        text = (text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text).Trim('"');
        return Array.Find(PackedSuffixes, suffix => text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.Ordinal)) is { } packed
            ? text[..^packed.Length]
            : text;
    }

    /// <summary>Replaces the ETag of a response, which the SDK parses, with the plain one.</summary>
    public static void Restore(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("ETag", out var values) && values.Count == 1 && Of(values.First()) is { Length: > 0 } plain)
        {
            response.Headers.Remove("ETag");
            response.Headers.TryAddWithoutValidation("ETag", $"\"{plain}\"");
        }
    }
}
