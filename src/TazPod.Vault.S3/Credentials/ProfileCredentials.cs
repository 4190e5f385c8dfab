using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials.Sso;
using TazPod.Vault.Settings;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials of a shared-config profile: static keys, SSO, an assumed role, a web identity, a credential process.</summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="clock">The clock; the system's by default.</param>
/// <param name="region">Where STS is asked when neither environment nor profile says; needed for roles only.</param>
internal sealed partial class ProfileCredentials(Func<string, string?> environment, TimeProvider? clock = null, string? region = null)
{
    /// <summary>Whether there is such a profile, and it holds more than, say, a region.</summary>
    public bool HasCredentials(string name) =>
        Find(name, out _) is { } profile && HalfProfile.Of(ProfileKind.Of(profile.Options), profile.Options) is not { There: null };

    /// <summary>Makes the profile's credentials and asks for them once, so that what is wrong with it is said by name.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public Task<ResolvedCredentials> ResolveAsync(string name, CancellationToken cancellationToken) =>
        ResolveAsync(Find(name, out _) ?? throw Unknown(name), [], cancellationToken);

    /// <summary>STS, where the environment, the profile or else the bucket is.</summary>
    public TokenService TokenServiceOf(CredentialProfile? profile) => new(
        Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION") ?? profile?.Region?.SystemName ?? region ?? VaultSettings.DefaultRegion);

    private async Task<ResolvedCredentials> ResolveAsync(CredentialProfile profile, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var (name, options, kind) = (profile.Name, profile.Options, ProfileKind.Of(profile.Options));
        if (HalfProfile.Of(kind, options) is { } half)
        {
            throw Half(name, kind, half);
        }

        try
        {
            var source = kind == ProfileKind.AssumedRole ? await SourceAsync(profile, users, cancellationToken).ConfigureAwait(false) : null;
            var credentials = await Asking.AskAsync(() => Make(profile, kind, source), cancellationToken).ConfigureAwait(false);
            var resolved = new ResolvedCredentials(credentials, $"profile {name} ({kind}) from {FileOf(name)}")
            {
                Tell = exception => Unusable(profile, kind, exception),
            };
            return kind == ProfileKind.Sso ? resolved with { Renewal = SessionOf(name).Hint } : resolved;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not VaultException)
        {
            throw RoleRefusal.Chain(exception).OfType<VaultException>().FirstOrDefault() ?? Unusable(profile, kind, exception);
        }
    }

    // Whose keys may assume the role. Found as for any profile, so that what is wrong with it, and how to log in to it, is said.
    private async Task<AWSCredentials> SourceAsync(CredentialProfile profile, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var (name, options) = (profile.Name, profile.Options);
        if (options.MfaSerial is { Length: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' (assumed role) asks for a code of a device (mfa_serial), which is not supported",
                "Log in by SSO, or give the keys of a session: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.");
        }

        if (options.SourceProfile is not { Length: > 0 } from)
        {
            return await SourceOfAsync(name, options.CredentialSource, cancellationToken).ConfigureAwait(false);
        }

        // A profile may name itself: its own keys may assume its role.
        if (from == name)
        {
            return HalfProfile.Of(ProfileKind.StaticKeys, new CredentialProfileOptions { AccessKey = options.AccessKey, SecretKey = options.SecretKey })
                is { } half ? throw Half(name, ProfileKind.AssumedRole, half) : KeyPair.Of(options.AccessKey, options.SecretKey, options.Token);
        }

        var source = Find(from, out _) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from source_profile '{from}', which is in neither {ConfigFile} nor {CredentialsFile}",
            $"Check source_profile of profile '{name}', or make the profile '{from}'.");
        return users.Contains(from)
            ? throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' (assumed role) takes its keys in a circle: source_profile leads {string.Join(" -> ", [.. users, name, from])}",
                "Name as source_profile a profile that has keys of its own.")
            : new ToldCredentials(await ResolveAsync(source, [.. users, name], cancellationToken).ConfigureAwait(false));
    }

    private async Task<AWSCredentials> SourceOfAsync(string name, string? source, CancellationToken cancellationToken) => source switch
    {
        "Environment" => CredentialResolver.KeysOf(environment)?.Value ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the environment (credential_source), which has none",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
        "EcsContainer" => await AskAsync(name, "container", () => new GenericContainerCredentials(), cancellationToken).ConfigureAwait(false),
        "Ec2InstanceMetadata" when DefaultChain.IsMetadataDisabled(environment) => throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the instance (credential_source), which AWS_EC2_METADATA_DISABLED keeps from asking",
            "Unset AWS_EC2_METADATA_DISABLED, or use other credentials."),
        "Ec2InstanceMetadata" => await AskAsync(name, "instance", () => new InstanceProfileAWSCredentials(), cancellationToken).ConfigureAwait(false),
        _ => throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) has credential_source '{source}', which is not known",
            "It is one of Environment, EcsContainer and Ec2InstanceMetadata."),
    };

    // What it fails to give was never asked of STS.
    private static async Task<AWSCredentials> AskAsync(string name, string whose, Func<AWSCredentials> make, CancellationToken cancellationToken)
    {
        try
        {
            var made = await Asking.AskAsync(make, cancellationToken).ConfigureAwait(false);
            return new ToldCredentials(new ResolvedCredentials(made, $"the {whose}'s role") { Tell = Tell });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Tell(exception);
        }

        VaultException Tell(Exception exception) => VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the {whose} (credential_source), which gave none: {RoleRefusal.OneLine(exception)}",
            $"Check that the {whose} has a role and answers, or use other credentials.",
            exception);
    }

    /// <summary>Where a profile logs in.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no such profile, or it is not one of SSO.</exception>
    public SsoSession SessionOf(string name)
    {
        var profile = Find(name, out _) ?? throw Unknown(name);
        return SsoSession.Of(profile) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' ({ProfileKind.Of(profile.Options)}) does not log in by SSO: it has no sso_session, or no sso_start_url and sso_region",
            $"Nothing is to be done if its keys work; else make it one with: aws configure sso --profile {ShellWord.Of(name)}");
    }

    /// <summary>The sessions kept for this user.</summary>
    public SsoCache Cache => new(Home);

    private AWSCredentials Make(CredentialProfile profile, string kind, AWSCredentials? source)
    {
        var options = profile.Options;
        return kind switch
        {
            ProfileKind.Sso => new SsoCredentials(SessionOf(profile.Name), Cache, environment, clock ?? TimeProvider.System),
            ProfileKind.Process => new ProcessCredentials(profile.Name, options.CredentialProcess),
            ProfileKind.WebIdentity =>
                new WebIdentityCredentials(options.WebIdentityTokenFile, options.RoleArn, options.RoleSessionName, TokenServiceOf(profile)),
            ProfileKind.AssumedRole => new AssumedRoleCredentials(source!, options, TokenServiceOf(profile)),
            _ => KeyPair.Of(options.AccessKey, options.SecretKey, options.Token),
        };
    }

    private VaultException Half(string name, string kind, HalfProfile half) => VaultErrors.ProfileUnusable.With(
        half.There is null
            ? $"profile '{name}' in {FileOf(name)} holds no credentials"
            : $"half a profile: '{name}' ({kind}) in {FileOf(name)} has {half.There} but not {half.Missing}",
        $"Add {half.Missing} there, or complete it with: aws configure{(kind == ProfileKind.Sso ? " sso" : "")} --profile {ShellWord.Of(name)}");

    private VaultException Unknown(string name) => VaultErrors.ProfileUnusable.With(
        $"profile '{name}' is in neither {ConfigFile} nor {CredentialsFile}",
        $"Check the name, or make the profile with: aws configure sso --profile {ShellWord.Of(name)}");

    private string? Value(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

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

    private VaultException Unusable(CredentialProfile profile, string kind, Exception exception)
    {
        var (name, options) = (profile.Name, profile.Options);
        if (kind == ProfileKind.Process)
        {
            // Nothing of what was thrown: it could quote what the process printed.
            return ProcessCredentials.TookTooLong(name);
        }

        var (why, hint) = kind switch
        {
            ProfileKind.WebIdentity => RoleRefusal.OfToken(
                exception, TokenServiceOf(profile), options.WebIdentityTokenFile, "web_identity_token_file", "role_arn"),
            ProfileKind.AssumedRole => RoleRefusal.OfKeys(
                exception, TokenServiceOf(profile), options.SourceProfile is { Length: > 0 } from ? $"source_profile '{from}'" : $"credential_source {options.CredentialSource}"),
            _ => new RoleRefusal(RoleRefusal.OneLine(exception), "Check the network and sso_region, and run the same step again."),
        };
        return VaultErrors.ProfileUnusable.With($"profile '{name}' ({kind}) gave no credentials: {why}", hint, exception);
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
        ? RoleRefusal.OneLine(exception)
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
