using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Why STS gave no keys for a role, and what to do about it.</summary>
/// <param name="Why">The reason, as the end of a sentence.</param>
/// <param name="Hint">What to do.</param>
internal sealed partial record RoleRefusal(string Why, string Hint)
{
    /// <summary>For a role that was requested with a token.</summary>
    /// <param name="exception">The exception of the request.</param>
    /// <param name="sts">The service that refused.</param>
    /// <param name="tokenFile">The file with the token.</param>
    /// <param name="tokenName">The variable or profile key that names that file.</param>
    /// <param name="roleName">The variable or profile key that names the role.</param>
    public static RoleRefusal OfToken(Exception exception, TokenService sts, string tokenFile, string tokenName, string roleName) =>
        TokenFileProblem(tokenFile) is { } problem
            ? new RoleRefusal(problem, $"Check {tokenName}, and that the runner writes a token there (GitHub: permissions: id-token: write).")
            : Code(exception) switch
            {
                "ExpiredTokenException" or "ExpiredToken" => new RoleRefusal(
                    $"the token in {tokenFile} has expired",
                    $"Let the runner write a new token to the file of {tokenName} just before this step."),
                "InvalidIdentityToken" or "InvalidIdentityTokenException" or "IDPRejectedClaim" or "IDPCommunicationError" => new RoleRefusal(
                    $"STS does not accept the token in {tokenFile}: {OneLine(exception)}",
                    "Check that the account knows the token's issuer as an identity provider, with the token's audience (aud)."),
                "AccessDenied" or "AccessDeniedException" => new RoleRefusal(
                    $"STS refuses the role: {OneLine(exception)}",
                    $"Check {roleName}, and that the role's trust policy allows this token's issuer, audience (aud) and subject (sub)."),
                _ => Unknown(exception, sts, $"Check the network, {roleName}, and the region of STS."),
            };

    /// <summary>For a role that was requested with other keys.</summary>
    /// <param name="exception">The exception of the request.</param>
    /// <param name="sts">The service that refused.</param>
    /// <param name="source">The name of those keys.</param>
    public static RoleRefusal OfKeys(Exception exception, TokenService sts, string source) => Code(exception) switch
    {
        "InvalidClientTokenId" or "SignatureDoesNotMatch" or "IncompleteSignature" or "UnrecognizedClientException" => new RoleRefusal(
            $"STS does not accept the keys of {source}: {OneLine(exception)}", $"Check the keys of {source}."),
        "ExpiredToken" or "ExpiredTokenException" => new RoleRefusal(
            $"the keys of {source} have expired", $"Renew the keys of {source}."),
        "AccessDenied" or "AccessDeniedException" => new RoleRefusal(
            $"STS refuses the role: {OneLine(exception)}",
            $"Check role_arn, the role's trust policy, and that {source} may do sts:AssumeRole on it."),
        _ => Unknown(exception, sts, $"Check the network, role_arn, and the keys of {source}."),
    };

    /// <summary>The reason why there are no keys, on one line.</summary>
    internal static string OneLine(Exception exception)
    {
        // The service's answer is in the SDK's exception, not in the plain HTTP exception below it.
        var cause = Chain(exception).FirstOrDefault(each => each is TimeoutException or AmazonServiceException { ErrorCode.Length: > 0 })
            ?? exception.GetBaseException();
        var text = Chain(exception).OfType<AmazonServiceException>().FirstOrDefault(answer => answer.StatusCode != 0) is { ErrorCode: null or "" } foreign
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the answer was {(int)foreign.StatusCode} {foreign.StatusCode} without a reason, which no such service sends: check for a proxy")
            : WithoutFrame(cause.Message).Trim().TrimEnd('.');
        return ServiceWords.Quote(text, []);
    }

    // Removes the text that the SDK puts around the message of a container's agent.
    private static string WithoutFrame(string message) =>
        Frame().Match(message) is { Success: true } frame ? frame.Groups[1].Value : message;

    [GeneratedRegex("""^Unable to retrieve credentials\. Message = "(.*)"\.?$""", RegexOptions.Singleline)]
    private static partial Regex Frame();

    private static RoleRefusal Unknown(Exception exception, TokenService sts, string hint) => new($"{sts} gave no keys: {OneLine(exception)}", hint);

    private static string? Code(Exception exception) =>
        Chain(exception).OfType<AmazonServiceException>().Select(answer => answer.ErrorCode).FirstOrDefault(code => code is { Length: > 0 });

    /// <summary>An exception and its inner exceptions.</summary>
    internal static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string? TokenFileProblem(string file)
    {
        try
        {
            return Directory.Exists(file) ? $"the token file {file} is a directory"
                : !File.Exists(file) ? $"there is no token file {file}"
                : string.IsNullOrWhiteSpace(File.ReadAllText(file)) ? $"the token file {file} is empty"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the token file {file} cannot be read";
        }
    }
}
