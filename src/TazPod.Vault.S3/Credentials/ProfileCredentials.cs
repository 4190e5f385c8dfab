using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials.Sso;
using TazPod.Vault.Settings;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Credentials of a shared-config profile: static keys, SSO, an assumed role, a web identity, a credential process.</summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="clock">The clock; the system's by default.</param>
/// <param name="region">The region of STS when neither environment nor profile names one; needed for roles only.</param>
/// <param name="aws">AWS's configuration; by default that of the profile <c>default</c>.</param>
internal sealed class ProfileCredentials(
    Func<string, string?> environment, TimeProvider? clock = null, string? region = null, AwsSettings? aws = null)
{
    /// <summary>AWS's configuration.</summary>
    public AwsSettings Aws { get; } = aws ?? new AwsSettings(environment);

    /// <summary>Whether the profile exists and holds credentials, not just, say, a region.</summary>
    public bool HasCredentials(string name) =>
        Find(name) is { } profile && OptionsOf(profile) is var options && IncompleteProfile.Of(ProfileKind.Of(options), options) is not { Present: null };

    /// <summary>Creates the profile's credentials and requests keys once, so that a fault in the profile is reported with its
    /// name.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public Task<ResolvedCredentials> ResolveAsync(string name, CancellationToken cancellationToken) =>
        ResolveAsync(Require(name), [], cancellationToken);

    /// <summary>STS in the region that the environment or the profile names, else in the bucket's region.</summary>
    public TokenService TokenServiceOf(AwsProfile? profile) => new(
        Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION") ?? profile?["region"] ?? region ?? VaultSettings.DefaultRegion, Aws);

    private async Task<ResolvedCredentials> ResolveAsync(AwsProfile profile, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var (name, options) = (profile.Name, OptionsOf(profile));
        if (users.Count > 0 && options is { AccessKey.Length: > 0 } or { SecretKey.Length: > 0 })
        {
            // When another profile uses this one as its source, its keys take precedence over its role.
            options.RoleArn = null;
        }

        var kind = ProfileKind.Of(options);
        if (IncompleteProfile.Of(kind, options) is { } half)
        {
            throw Half(profile, kind, half);
        }

        try
        {
            var source = kind == ProfileKind.AssumedRole ? await SourceAsync(profile, options, users, cancellationToken).ConfigureAwait(false) : null;
            var credentials = await CredentialTimeout.AskAsync(() => Make(profile, options, kind, source), cancellationToken).ConfigureAwait(false);
            var resolved = new ResolvedCredentials(credentials, $"profile {name} ({kind}) from {FileOf(profile, kind)}")
            {
                Diagnose = exception => Unusable(profile, options, kind, exception),
            };
            return kind == ProfileKind.Sso ? resolved with { Renewal = SessionOf(name).Hint } : resolved;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not VaultException)
        {
            throw RoleRefusal.Chain(exception).OfType<VaultException>().FirstOrDefault() ?? Unusable(profile, options, kind, exception);
        }
    }

    // The source of the keys that assume the role. It is resolved like any profile, so that a fault in it and the way to log in are
    // reported.
    private async Task<AWSCredentials> SourceAsync(
        AwsProfile profile, CredentialProfileOptions options, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var name = profile.Name;
        if (options.MfaSerial is { Length: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' (assumed role) requires an MFA code (mfa_serial), which is not supported",
                "Log in by SSO, or set the keys of a session: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.");
        }

        if (options is { SourceProfile.Length: > 0, CredentialSource.Length: > 0 })
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' (assumed role) has both source_profile and credential_source", "Remove one of them from the profile.");
        }

        if (options.SourceProfile is not { Length: > 0 } from)
        {
            return await SourceOfAsync(name, options.CredentialSource, cancellationToken).ConfigureAwait(false);
        }

        // A profile can name itself as its source: its own keys then assume its role.
        if (from == name)
        {
            return IncompleteProfile.Of(ProfileKind.StaticKeys, new CredentialProfileOptions { AccessKey = options.AccessKey, SecretKey = options.SecretKey })
                is { } half ? throw Half(profile, ProfileKind.AssumedRole, half) : KeyPair.Of(options.AccessKey, options.SecretKey, options.Token);
        }

        var source = Find(from) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from source_profile '{from}', which is in neither {Config} nor {Credentials}",
            $"Check source_profile of profile '{name}', or create the profile '{from}'.");
        return users.Contains(from)
            ? throw VaultErrors.ProfileUnusable.With(
                $"profile '{name}' (assumed role) takes its keys in a circle (source_profile): {string.Join(" -> ", [.. users, name, from])}",
                "Set source_profile to a profile that has keys.")
            : new DiagnosedCredentials(await ResolveAsync(source, [.. users, name], cancellationToken).ConfigureAwait(false));
    }

    private async Task<AWSCredentials> SourceOfAsync(string name, string? source, CancellationToken cancellationToken) => source switch
    {
        "Environment" => CredentialResolver.KeysOf(environment)?.Value ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the environment (credential_source), which has none",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
        "EcsContainer" => await AskAsync(name, "container", () => new GenericContainerCredentials(), cancellationToken).ConfigureAwait(false),
        "Ec2InstanceMetadata" when DefaultChain.IsMetadataDisabled(environment) => throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the instance (credential_source), which AWS_EC2_METADATA_DISABLED rules out",
            "Unset AWS_EC2_METADATA_DISABLED, or use other credentials."),
        "Ec2InstanceMetadata" => await AskAsync(name, "instance", () => new InstanceProfileAWSCredentials(), cancellationToken).ConfigureAwait(false),
        _ => throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) has credential_source '{source}', which is unknown",
            "Set it to one of Environment, EcsContainer and Ec2InstanceMetadata."),
    };

    // If the source fails, STS was never called.
    private static async Task<AWSCredentials> AskAsync(string name, string whose, Func<AWSCredentials> make, CancellationToken cancellationToken)
    {
        try
        {
            var made = await CredentialTimeout.AskAsync(make, cancellationToken).ConfigureAwait(false);
            return new DiagnosedCredentials(new ResolvedCredentials(made, $"the {whose}'s role") { Diagnose = Diagnose });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Diagnose(exception);
        }

        VaultException Diagnose(Exception exception) => VaultErrors.ProfileUnusable.With(
            $"profile '{name}' (assumed role) takes its keys from the {whose} (credential_source), which gave none: {RoleRefusal.OneLine(exception)}",
            $"Check that the {whose} has a role and answers, or use other credentials.",
            exception);
    }

    /// <summary>The SSO session that a profile logs in to.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no such profile, or it does not use
    /// SSO.</exception>
    public SsoSession SessionOf(string name)
    {
        var options = OptionsOf(Require(name));
        return SsoSession.Of(name, options) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{name}' ({ProfileKind.Of(options)}) does not log in by SSO: it has no sso_session, or no sso_start_url and sso_region",
            $"If its keys work, no login is needed; else set it up for SSO with: aws configure sso --profile {ShellWord.Of(name)}");
    }

    /// <summary>The cached SSO sessions of this user.</summary>
    public SsoCache Cache => new(Aws.Files.Home);

    private AWSCredentials Make(AwsProfile profile, CredentialProfileOptions options, string kind, AWSCredentials? source) => kind switch
    {
        ProfileKind.Sso => new SsoCredentials(SessionOf(profile.Name), Cache, Aws, clock ?? TimeProvider.System),
        ProfileKind.Process => new ProcessCredentials(profile.Name, options.CredentialProcess),
        ProfileKind.WebIdentity =>
            new WebIdentityCredentials(options.WebIdentityTokenFile, options.RoleArn, options.RoleSessionName, TokenServiceOf(profile)),
        ProfileKind.AssumedRole => new AssumedRoleCredentials(source!, options, TokenServiceOf(profile)),
        _ => KeyPair.Of(options.AccessKey, options.SecretKey, options.Token),
    };

    private static VaultException Half(AwsProfile profile, string kind, IncompleteProfile half) => VaultErrors.ProfileUnusable.With(
        half.Present is null
            ? $"profile '{profile.Name}' in {FileOf(profile, kind)} holds no credentials"
            : $"half a profile: '{profile.Name}' ({kind}) in {FileOf(profile, kind)} has {half.Present} but not {half.Missing}",
        $"Add {half.Missing} there, or complete it with: aws configure{(kind == ProfileKind.Sso ? " sso" : "")} --profile {ShellWord.Of(profile.Name)}");

    private VaultException Unknown(string name) => VaultErrors.ProfileUnusable.With(
        $"profile '{name}' is in neither {Config} nor {Credentials}",
        $"Check the name, or create the profile with: aws configure sso --profile {ShellWord.Of(name)}");

    private string? Value(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string Config => Aws.Files.Config.Path;

    private string Credentials => Aws.Files.Credentials.Path;

    private VaultException Unusable(AwsProfile profile, CredentialProfileOptions options, string kind, Exception exception)
    {
        var name = profile.Name;
        if (kind == ProfileKind.Process)
        {
            // The original exception is dropped: it could quote the output of the process.
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

    private AwsProfile Require(string name)
    {
        Aws.Files.RequireReadable(name);
        return Find(name) ?? throw Unknown(name);
    }

    private AwsProfile? Find(string name)
    {
        var profile = Aws.Files.Find(name);
        profile?.RequireSound();
        return profile;
    }

    /// <summary>A profile's options from the files, including those of its SSO session.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: there is no such session, or it contradicts the
    /// profile.</exception>
    internal CredentialProfileOptions OptionsOf(AwsProfile profile)
    {
        if (profile["sso_session"] is not { } name)
        {
            return profile.Options();
        }

        var session = Aws.Files.Session(name) ?? throw VaultErrors.ProfileUnusable.With(
            $"profile '{profile.Name}' names the sso-session '{name}', which is not in {Aws.Files.Config.Name}",
            $"Check sso_session of profile '{profile.Name}', or create the session with: aws configure sso-session");
        AwsConfiguration.RequireSound(Aws.Files.Config, session, $"sso-session '{name}'");
        if (session.Values.Keys.FirstOrDefault(key => profile[key] is { } own && own != session.Values[key]) is { } twofold)
        {
            throw VaultErrors.ProfileUnusable.With(
                $"profile '{profile.Name}' and the sso-session '{name}' have different values for {twofold}", $"Remove {twofold} from the profile.");
        }

        return profile.Options(session);
    }

    private static string FileOf(AwsProfile profile, string kind) => (kind == ProfileKind.StaticKeys ? profile.FileOfKeys : profile.File).Name;
}
