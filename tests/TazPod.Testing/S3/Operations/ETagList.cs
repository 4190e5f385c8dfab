namespace TazPod.Testing.S3.Operations;

/// <summary>The value of an If-Match or If-None-Match header: ETags, quoted or not, or an asterisk.</summary>
internal static class ETagList
{
    public static bool Matches(string header, string etag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(e => e == "*" || e.Trim('"') == etag);
}
