namespace TazPod.Vault.Storage;

/// <summary>What must hold at the key for a write to happen.</summary>
public sealed record WriteCondition
{
    private WriteCondition(bool absent, string? etag)
    {
        MustBeAbsent = absent;
        ETag = etag;
    }

    /// <summary>Nothing: overwrite whatever stands there.</summary>
    public static WriteCondition None { get; } = new(false, null);

    /// <summary>Nothing may stand there (<c>If-None-Match: *</c>).</summary>
    public static WriteCondition IfAbsent { get; } = new(true, null);

    /// <summary>Whether the key must be free.</summary>
    public bool MustBeAbsent { get; }

    /// <summary>The unquoted ETag that must stand there, or null.</summary>
    public string? ETag { get; }

    /// <summary>Exactly this version must stand there (<c>If-Match</c>, sent unquoted: some stores refuse the quoted form).</summary>
    public static WriteCondition IfMatch(string etag) => new(false, etag);
}
