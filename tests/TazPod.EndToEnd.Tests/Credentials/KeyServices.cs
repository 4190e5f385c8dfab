using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using TazPod.Testing;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Credentials;

/// <summary>The services that issue keys, in this process: STS, the SSO portal, a container's agent and an instance's metadata. Each
/// returns <see cref="Granted"/> for a correct request and refuses all others.</summary>
internal static class KeyServices
{
    public const string Role = "arn:aws:iam::123456789012:role/vault";

    /// <summary>A role whose keys last a minute and are issued twice.</summary>
    public const string BriefRole = "arn:aws:iam::123456789012:role/brief";

    public const string WebToken = "OIDC-TOKEN-OF-THE-JOB";
    public const string ForeignToken = "OIDC-TOKEN-OF-ANOTHER-ISSUER";
    public const string ContainerToken = "CONTAINER-TOKEN";

    /// <summary>A role of the SSO portal whose keys open the store. Those of any other can only assume the role.</summary>
    public const string SsoRole = "vault";

    /// <summary>The part of a cached SSO session that lets it be renewed.</summary>
    public const string Renewable =
        $$""","clientId":"CLIENT","clientSecret":"CLIENT-SECRET","registrationExpiresAt":"2100-01-01T00:00:00Z","refreshToken":"{{RefreshToken}}" """;

    private const string SourceKey = "AKIASOURCE";
    private const string RefreshToken = "REFRESH-TOKEN";
    private const string InstanceToken = "INSTANCE-TOKEN";

    private const string SessionKey = "AKIASESSION";
    private const string SourceToken = "SOURCE-TOKEN";

    /// <summary>Keys of a session that can assume the role too, as lines of a profile; useless without their token.</summary>
    public const string SessionKeys = $"aws_access_key_id = {SessionKey}\naws_secret_access_key = source-secret\naws_session_token = {SourceToken}\n";

    /// <summary>Keys that can assume the role, but nothing else.</summary>
    public const string SourceKeys = $"aws_access_key_id = {SourceKey}\naws_secret_access_key = source-secret-source-secret\n";

    /// <summary>The only keys that the store knows.</summary>
    public static S3Credential Granted { get; } = new("ASIAGRANTED", "granted-secret-granted-secret") { SessionToken = "SESSION-OF-THE-ROLE" };

    private static string Ends => In(TimeSpan.FromHours(1));

    public static Task<HttpDouble> StartAsync()
    {
        var briefGrants = 0;
        return HttpDouble.StartAsync((request, body) => Answer(request, body, () => Interlocked.Increment(ref briefGrants) <= 2));
    }

    /// <summary>The responses of services whose keys last a minute, until they issue none any more.</summary>
    public static (int Status, string Body) AnswerBriefly(HttpRequest request, string body, bool isEnded) => (request.Path.Value, isEnded) switch
    {
        ("/", false) => (200, Grant(Form(body)["Action"], Soon)),
        ("/", true) => Refuse(400, "ExpiredTokenException", "The security token included in the request is expired"),
        ("/federation/credentials", false) => (200, PortalKeys(Granted, TimeSpan.FromMinutes(1))),
        ("/federation/credentials", true) => (401, """{"__type":"UnauthorizedException","message":"Session token not found or invalid"}"""),
        ("/container", false) => (200, Keys(Soon)),
        _ => (403, """{"code":"AccessDenied","message":"not you"}"""),
    };

    /// <summary>The output of a <c>credential_process</c> for keys that last a minute: the store's, or unknown ones.</summary>
    public static string BriefKeys(bool isOfStore) =>
        $$"""{"Version":1,"AccessKeyId":"{{(isOfStore ? Granted.AccessKey : SourceKey)}}","SecretAccessKey":"{{Granted.SecretKey}}","SessionToken":"{{Granted.SessionToken}}","Expiration":"{{Soon}}"}""";

    private static string Soon => In(TimeSpan.FromMinutes(1));

    private static string In(TimeSpan time) => (DateTime.UtcNow + time).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static (int Status, string Body) Answer(HttpRequest request, string body, Func<bool> grantBriefly) => request.Path.Value switch
    {
        "/" => Sts(request.Headers.Authorization.ToString(), request.Headers["x-amz-security-token"].ToString(), body, grantBriefly),
        "/proxy" or "/proxy/" => (403, "<html><head><title>Blocked</title></head><body><p>RUBBISH<br></body></html>"),
        "/gateway" or "/gateway/" => (502, ""),
        "/token" when body.Contains(RefreshToken, StringComparison.Ordinal) =>
            (200, """{"accessToken":"SSO-TOKEN","expiresIn":28800,"refreshToken":"NEXT-REFRESH-TOKEN","tokenType":"Bearer"}"""),
        "/federation/credentials" when request.Headers["x-amz-sso_bearer_token"] == "SSO-TOKEN" =>
            (200, PortalKeys(request.Query["role_name"] == SsoRole ? Granted : new S3Credential(SourceKey, "s") { SessionToken = "t" }, TimeSpan.FromHours(1))),
        "/container" => request.Headers.Authorization == ContainerToken ? (200, Keys(Ends)) : (403, """{"code":"AccessDenied","message":"not you"}"""),
        "/latest/api/token" when request.Method == "PUT" => (200, InstanceToken),
        "/latest/meta-data/iam/security-credentials/" when Knows(request) => (200, "vault-role"),
        "/latest/meta-data/iam/security-credentials/vault-role" when Knows(request) => (200, Keys(Ends)),
        "/latest/meta-data/iam/info" when Knows(request) => (200, $$"""{"Code":"Success","LastUpdated":"{{Ends}}","InstanceProfileArn":"{{Role}}"}"""),
        _ => (404, "nothing is here"),
    };

    // The older protocol without tokens is refused, as on current instances.
    private static bool Knows(HttpRequest request) => request.Headers["x-aws-ec2-metadata-token"] == InstanceToken;

    private static string Keys(string ends) => $$"""
        {"Code":"Success","Type":"AWS-HMAC","LastUpdated":"{{Ends}}","AccessKeyId":"{{Granted.AccessKey}}","SecretAccessKey":"{{Granted.SecretKey}}","Token":"{{Granted.SessionToken}}","Expiration":"{{ends}}"}
        """;

    private static string PortalKeys(S3Credential keys, TimeSpan lifetime) => $$$"""
        {"roleCredentials":{"accessKeyId":"{{{keys.AccessKey}}}","secretAccessKey":"{{{keys.SecretKey}}}","sessionToken":"{{{keys.SessionToken}}}","expiration":{{{(DateTimeOffset.UtcNow + lifetime).ToUnixTimeMilliseconds()}}}}}
        """;

    private static (int Status, string Body) Sts(string authorization, string token, string body, Func<bool> grantBriefly)
    {
        var form = Form(body);
        var action = form["Action"];
        var isWeb = action == "AssumeRoleWithWebIdentity";
        if (isWeb && form["WebIdentityToken"] == ForeignToken)
            return Refuse(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://elsewhere.example");
        if (isWeb && form["WebIdentityToken"] != WebToken)
            return Refuse(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
        if (!isWeb && !authorization.Contains($"Credential={SourceKey}/", StringComparison.Ordinal)
            && !(authorization.Contains($"Credential={SessionKey}/", StringComparison.Ordinal) && token == SourceToken))
            return Refuse(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        var isBrief = form["RoleArn"] == BriefRole;
        if (isBrief && !grantBriefly())
            return Refuse(403, "ExpiredToken", "The security token included in the request is expired");
        return form["RoleArn"] != Role && !isBrief
            ? Refuse(403, "AccessDenied", $"User is not authorized to perform: sts:{action} on resource: {form["RoleArn"]}")
            : (200, Grant(action, isBrief ? Soon : Ends));
    }

    private static Dictionary<string, string> Form(string body) =>
        body.Split('&').Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => WebUtility.UrlDecode(field[1]));

    private static string Grant(string action, string ends) => $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
        <AccessKeyId>{Granted.AccessKey}</AccessKeyId><SecretAccessKey>{Granted.SecretKey}</SecretAccessKey>
        <SessionToken>{Granted.SessionToken}</SessionToken><Expiration>{ends}</Expiration></Credentials>
        <AssumedRoleUser><Arn>{Role}/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser></{action}Result></{action}Response>
        """;

    private static (int Status, string Body) Refuse(int status, string code, string message) => (status,
        $"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>""");
}
