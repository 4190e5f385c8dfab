namespace TazPod.Testing.S3.Http;

/// <summary>The target of a request, split and decoded. (Kestrel's own path lacks details that the signature needs.)</summary>
/// <param name="Path">The decoded path.</param>
/// <param name="Parameters">The decoded query parameters, in order; one without "=" has an empty value.</param>
internal sealed record RequestTarget(string Path, IReadOnlyList<(string Name, string Value)> Parameters)
{
    public string Bucket => Path[1..].Split('/', 2)[0];

    public string Key => Path[1..].Split('/', 2) is [_, var key] ? key : "";

    public static RequestTarget Parse(string target)
    {
        var halves = target.Split('?', 2);
        var parameters = halves.Length == 1
            ? []
            : halves[1].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
                .Select(p => (Uri.UnescapeDataString(p[0]), p.Length == 2 ? Uri.UnescapeDataString(p[1]) : ""));
        var path = Uri.UnescapeDataString(halves[0]);
        return new RequestTarget(path.StartsWith('/') ? path : "/" + path, [.. parameters]);
    }
}
