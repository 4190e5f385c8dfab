using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Signing;

/// <summary>The parts of an <c>Authorization: AWS4-HMAC-SHA256 ...</c> header.</summary>
internal sealed record AuthorizationHeader(string AccessKey, string Date, string Region, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/s3/aws4_request";

    public static AuthorizationHeader Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw S3Exception.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        var fields = header[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(f => f.Split('=', 2))
            .Where(f => f.Length == 2)
            .ToDictionary(f => f[0], f => f[1]);
        var credential = fields.GetValueOrDefault("Credential", "").Split('/');
        var signed = fields.GetValueOrDefault("SignedHeaders", "");
        var signature = fields.GetValueOrDefault("Signature", "");
        if (credential.Length != 5 || credential[3] != "s3" || credential[4] != "aws4_request" || signed.Length == 0 || signature.Length == 0)
            throw Malformed("the Credential, SignedHeaders or Signature is missing or malformed");
        return new AuthorizationHeader(credential[0], credential[1], credential[2], signed.Split(';'), signature);
    }

    public static S3Exception Malformed(string why, params (string, string)[] details) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {why}.", details);
}
