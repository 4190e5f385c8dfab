using System.Text;
using System.Text.RegularExpressions;

namespace TazPod.Vault.Settings;

/// <summary>The rules for allowed values, for every source of a setting.</summary>
internal static partial class SettingRules
{
    public const int MostRetries = 20;
    public const int LongestNote = 200;

    public static readonly TimeSpan ShortestConnect = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan LongestConnect = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ShortestRequest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(60);
    public static readonly TimeSpan ShortestVerb = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestVerb = TimeSpan.FromMinutes(1440);

    /// <summary>S3's rules for bucket names, in short form. S3 itself reports everything else that it refuses.</summary>
    public static bool IsBucket(string name) => BucketPattern().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>Any provider's region. Not a list, because other servers have their own names (<c>auto</c>, <c>garage</c>).</summary>
    public static bool IsRegion(string name) => RegionPattern().IsMatch(name);

    /// <summary>User and password are refused: S3 signs requests with keys, and addresses appear in output.</summary>
    public static bool IsEndpoint(Uri address) =>
        address is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 }
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>S3's names for server-side encryption with keys that it manages.</summary>
    public static bool IsEncryption(string sse) => sse is "AES256" or "aws:kms" or "aws:kms:dsse";

    /// <summary>Whether it fits into a header. The store decides whether it is a key.</summary>
    public static bool IsEncryptionKey(string key) => key.Length is > 0 and <= 2048 && key.All(c => c is > ' ' and <= '~');

    /// <summary>Whether this encryption can be combined with a KMS key.</summary>
    public static bool TakesKey(string? sse) => sse is "aws:kms" or "aws:kms:dsse";

    /// <summary>Whether it fits into an object's metadata beside the labels.</summary>
    public static bool IsNote(string note) =>
        !string.IsNullOrWhiteSpace(note) && Encoding.UTF8.GetByteCount(note) <= LongestNote && !note.Any(char.IsControl);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^(?=.{1,64}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();
}
