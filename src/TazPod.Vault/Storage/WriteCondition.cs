namespace TazPod.Vault.Storage;

/// <summary>The condition that must hold at the key for a write to succeed.</summary>
public sealed record WriteCondition
{
    private WriteCondition(bool absent, string? etag)
    {
        MustBeAbsent = absent;
        ETag = etag;
    }

    /// <summary>No condition: overwrites any existing object.</summary>
    public static WriteCondition None { get; } = new(false, null);

    /// <summary>The key must be free (<c>If-None-Match: *</c>).</summary>
    public static WriteCondition IfAbsent { get; } = new(true, null);

    /// <summary>Whether the key must be free.</summary>
    public bool MustBeAbsent { get; }

    /// <summary>The unquoted ETag that the object must have, or null.</summary>
    public string? ETag { get; }

    /// <summary>The object must have exactly this version (<c>If-Match</c>, sent unquoted: some stores refuse the quoted form).</summary>
    public static WriteCondition IfMatch(string etag) => new(false, etag);
}
