using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials.Sso;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials of a shared-config profile: static keys, SSO, an assumed role, a credential process.</summary>
internal sealed partial class ProfileCredentials(Func<string, string?> environment, TimeProvider? clock = null)
{
    /// <summary>Whether there is such a profile.</summary>
    public bool Has(string name) => Find(name, out _) is not null;

    /// <summary>Makes the profile's credentials and asks for them once, so that what is wrong with it is said by name.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public async Task<ResolvedCredentials> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var profile = Find(name, out var source) ?? throw Unknown(name);
        var kind = KindOf(profile.Options);
        try
        {
            // The SDK neither renews the session of a source profile as ours does, nor says how to log in to it.
            if (kind == "assumed role" && profile.Options.SourceProfile is { } from && Find(from, out _) is { } start && KindOf(start.Options) == "SSO")
            {
                await ResolveAsync(from, cancellationToken).ConfigureAwait(false);
            }

            var credentials = await Asking.AskAsync(() => Make(profile, source!), cancellationToken).ConfigureAwait(false);
            return new ResolvedCredentials(credentials, $"profile {name} ({kind}) from {FileOf(name)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not VaultException)
        {
            throw Unusable(name, kind, exception);
        }
    }

    /// <summary>Where a profile logs in.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no such profile, or it is not one of SSO.</exception>
    public SsoSession SessionOf(string name)
    {
        var profile = Find(name, out _) ?? throw Unknown(name);
        return SsoSession.Of(profile) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' ({KindOf(profile.Options)}) does not log in by SSO: it has no sso_session, or no sso_start_url and sso_region",
            $"Nothing is to be done if its keys work; else make it one with: aws configure sso --profile {name}");
    }

    /// <summary>The sessions kept for this user.</summary>
    public SsoCache Cache => new(Home);

    private AWSCredentials Make(CredentialProfile profile, SharedCredentialsFile source)
    {
        if (KindOf(profile.Options) != "SSO")
        {
            return profile.GetAWSCredentials(source);
        }

        var session = SessionOf(profile.Name);
        return session is { Account: not null, Role: not null }
            ? new SsoCredentials(session, Cache, environment, clock ?? TimeProvider.System)
            : throw VaultErrors.ProfileUnusable.With(
                $"profile '{profile.Name}' (SSO) does not say which {(session.Account is null ? "sso_account_id" : "sso_role_name")} it is",
                $"Complete it with: aws configure sso --profile {profile.Name}");
    }

    private VaultException Unknown(string name) => VaultErrors.ProfileUnusable.With(
        $"profile '{name}' is in neither {ConfigFile} nor {CredentialsFile}",
        $"Check the name, or make the profile with: aws configure sso --profile {name}");

    private string Home => environment("HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string DefaultDirectory => Path.Combine(Home, ".aws");

    private string CredentialsFile => environment(SharedCredentialsFile.SharedCredentialsFileEnvVar) is { Length: > 0 } path
        ? path
        : Path.Combine(DefaultDirectory, "credentials");

    private string ConfigFile => environment(SharedCredentialsFile.SharedConfigFileEnvVar) is { Length: > 0 } path
        ? path
        : Path.Combine(DefaultDirectory, "config");

    private static string KindOf(CredentialProfileOptions options) => options switch
    {
        { SsoStartUrl.Length: > 0 } or { SsoSession.Length: > 0 } => "SSO",
        { CredentialProcess.Length: > 0 } => "credential process",
        { WebIdentityTokenFile.Length: > 0 } => "web identity",
        { RoleArn.Length: > 0 } => "assumed role",
        _ => "static keys",
    };

    private static VaultException Unusable(string name, string kind, Exception exception) => kind switch
    {
        "SSO" => VaultErrors.ProfileUnusable.With(
            $"profile '{name}' got no keys for its SSO session: {OneLine(exception)}", "Check the network and sso_region, and run the same step again.", exception),

        // What a process prints may be a secret, so neither its output nor an exception that quotes it goes any further.
        "credential process" => VaultErrors.ProfileUnusable.With(
            $"the credential_process of profile '{name}' gave no credentials", $"Run it by hand and see what it says: aws configure list --profile {name}"),
        "static keys" => VaultErrors.ProfileUnusable.With(
            $"profile '{name}' holds neither a whole key pair nor another kind of credentials",
            $"Complete it with: aws configure --profile {name}",
            exception),
        _ => VaultErrors.ProfileUnusable.With(
            $"profile '{name}' ({kind}) gave no credentials: {OneLine(exception)}",
            kind == "web identity"
                ? "Check role_arn, its trust policy, and that web_identity_token_file holds a new token."
                : "Check role_arn, who may assume it, and the keys of its source_profile or credential_source.",
            exception),
    };

    /// <summary>Why there are no keys, on one line.</summary>
    internal static string OneLine(Exception exception)
    {
        // What a service answered is the SDK's exception, not the one of plain HTTP below it.
        Exception? cause = exception;
        while (cause is not (null or TimeoutException or AmazonServiceException { ErrorCode.Length: > 0 }))
        {
            cause = cause.InnerException;
        }

        cause ??= exception.GetBaseException();
        var text = cause.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return text.Length <= 200 ? text : text[..200] + "...";
    }

    private CredentialProfile? Find(string name, out SharedCredentialsFile? source)
    {
        // The SDK looks for the config file beside the credentials file, and so misses ~/.aws/config when only the latter was moved.
        foreach (var path in new[] { CredentialsFile, Path.Combine(DefaultDirectory, "no-credentials") })
        {
            try
            {
                source = new SharedCredentialsFile(path);
                if (source.TryGetProfile(name, out var profile))
                {
                    return profile;
                }
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or InvalidDataException or AmazonClientException)
            {
                throw VaultErrors.ProfileUnusable.With(
                    $"profile '{name}' cannot be read from {ConfigFile} or {CredentialsFile}: {WhyUnreadable(exception)}",
                    "Check what the profile names (sso_session, source_profile), the files and their modes.");
            }
        }

        source = null;
        return null;
    }

    // The SDK quotes the line that it does not understand, which may be half of a key.
    private static string WhyUnreadable(Exception exception) => exception is not InvalidDataException
        ? OneLine(exception)
        : NumberOfLine().Match(exception.Message) is { Success: true } line
            ? $"line {line.Groups[1].Value} is neither a section nor a property nor a comment"
            : "a line is neither a section nor a property nor a comment";

    [GeneratedRegex(@"^Line (\d+):")]
    private static partial Regex NumberOfLine();

    private static bool Holds(string path, string section) =>
        File.Exists(path) && File.ReadLines(path).Any(line => line.Trim().Equals(section, StringComparison.Ordinal));

    private string FileOf(string name)
    {
        var path = Holds(ConfigFile, $"[profile {name}]") || !Holds(CredentialsFile, $"[{name}]") ? ConfigFile : CredentialsFile;
        return path.StartsWith(Home + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "~" + path[Home.Length..] : path;
    }
}
