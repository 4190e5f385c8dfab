using System.Text.Json.Serialization;

namespace TazPod.Vault.Lineages;

/// <summary>A generation as written in a pointer.</summary>
internal record GenerationDocument
{
    private const int LongestETag = 128;
    private const int LongestName = 300;
    private const int Sha256Length = 64;
    private const int PushLength = 32;

    // Every push has a later time than the one before it. A time from the end of time would leave none for it.
    private const int LastYear = 9000;

    [JsonRequired]
    public long Generation { get; init; }

    public string? Slot { get; init; }

    public string? Key { get; init; }

    public string? Etag { get; init; }

    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    public string? ContentSha256 { get; init; }

    public string? Fingerprint { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? CreatedBy { get; init; }

    public string? CreatedFrom { get; init; }

    public string? Push { get; init; }

    /// <summary>Whether it has only the number 0, which means no generation.</summary>
    protected bool NamesNothing => this is
    { Generation: 0, Slot: null, Key: null, Etag: null, Size: null, Sha256: null, ContentSha256: null, Fingerprint: null, Created: null, CreatedBy: null, CreatedFrom: null, Push: null };

    /// <summary>Converts to a generation.</summary>
    /// <exception cref="FormatException">A field is invalid.</exception>
    public Generation ToGeneration(LineageKeys keys)
    {
        var slot = LineageSlots.Parse(Slot) ?? throw Wrong("slot");
        return new Generation(
            Generation is > 0 and <= Lineages.Generation.MostNumbers ? Generation : throw Wrong("generation"),
            slot,
            Is(Etag, LongestETag, c => c is > ' ' and <= '~' and not '"') ? Etag! : throw Wrong("etag"),
            Size is >= 0 and <= SnapshotLimits.MaximumSize ? Size.Value : throw Wrong("size"),
            IsHex(Sha256, Sha256Length) ? Sha256! : throw Wrong("sha256"),
            Created is { Year: < LastYear } created ? created.ToUniversalTime() : throw Wrong("created"),
            Is(CreatedBy, LongestName, IsPrintable) ? CreatedBy! : throw Wrong("createdBy"),
            IsHex(Push, PushLength) ? Push! : throw Wrong("push"))
        {
            ContentSha256 = ContentSha256 is null || IsHex(ContentSha256, Sha256Length) ? ContentSha256 : throw Wrong("contentSha256"),
            Fingerprint = Fingerprint is null || SnapshotFingerprint.IsValid(Fingerprint) ? Fingerprint : throw Wrong("fingerprint"),
            CreatedFrom = CreatedFrom is null || Is(CreatedFrom, LongestName, IsPrintable) ? CreatedFrom : throw Wrong("createdFrom"),
        } is { } generation && Key == keys.Slot(slot) ? generation : throw Wrong("key");
    }

    /// <summary>Whether the text has this length and only lower-case hex digits.</summary>
    protected static bool IsHex(string? text, int length) => text?.Length == length && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Creates the failure for an invalid field.</summary>
    protected static FormatException Wrong(string field) => new($"its '{field}' is missing or invalid");

    private static bool Is(string? text, int longest, Func<char, bool> allowed) => text?.Length is > 0 && text.Length <= longest && text.All(allowed);

    private static bool IsPrintable(char character) => character is >= ' ' and <= '~';
}
