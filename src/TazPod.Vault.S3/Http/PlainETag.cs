namespace TazPod.Vault.S3.Http;

/// <summary>An ETag as the store gave it.</summary>
internal static class PlainETag
{
    private static readonly string[] PackedSuffixes = ["-gzip", ";gzip", "-br", ";br", "-df"];

    /// <summary>The ETag without its quotes and without what was done to it on the way; empty without one.</summary>
    /// <remarks>S3 knows no weak ETags, and none with such a suffix: who packs an answer marks its ETag so. It names the same version, and
    /// what is read of it is unpacked again and compared with a hash.</remarks>
    public static string Of(string? etag)
    {
        var text = etag?.Trim() ?? "";
        text = (text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text).Trim('"');
        return Array.Find(PackedSuffixes, suffix => text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.Ordinal)) is { } packed
            ? text[..^packed.Length]
            : text;
    }

    /// <summary>Puts that in the place of an answer's own, which the SDK takes apart.</summary>
    public static void Restore(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("ETag", out var values) && values.Count == 1 && Of(values.First()) is { Length: > 0 } plain)
        {
            response.Headers.Remove("ETag");
            response.Headers.TryAddWithoutValidation("ETag", $"\"{plain}\"");
        }
    }
}
