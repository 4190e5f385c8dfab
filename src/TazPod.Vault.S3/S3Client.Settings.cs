using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Http;
using TazPod.Vault.S3.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <content>The settings of the bucket.</content>
public sealed partial class S3Client : IBucketSettings
{
    private static readonly BucketSettingAnswer On = new(BucketSettingState.On);
    private static readonly BucketSettingAnswer Off = new(BucketSettingState.Off);
    private static readonly BucketSettingAnswer NotReported = new(BucketSettingState.NotReported, "the store accepted it but does not report it");

    // The answers of servers to a sub-resource that they do not know. Some ignore it, and treat the request as one to create the bucket.
    private static readonly string[] NotKnownThere =
    [
        "NotImplemented", "XNotImplemented", "MethodNotAllowed", "NotSupported", "UnsupportedOperation", "UnsupportedArgument",
        "MalformedXML", "InvalidArgument", "InvalidRequest", "KMSNotConfigured", "BucketAlreadyOwnedByYou", "BucketAlreadyExists",
    ];

    /// <inheritdoc/>
    public Task<BucketSettingAnswer> ReadAsync(BucketSetting setting, CancellationToken cancellationToken = default) =>
        AskAsync(
            new S3Operation("read a setting of the bucket", ReadPermission(setting)),
            async s3 =>
            {
                try
                {
                    return await ReadOnceAsync(s3, setting, cancellationToken).ConfigureAwait(false);
                }
                catch (AmazonServiceException exception)
                    when (exception.StatusCode == HttpStatusCode.NotFound && S3Failures.CodeOf(exception) != "NoSuchBucket")
                {
                    return Off; // each setting has its own error code for "never set"
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<BucketSettingAnswer> SetAsync(BucketSetting setting, CancellationToken cancellationToken = default)
    {
        BucketSettingAnswer answer;
        try
        {
            answer = await ChangeAsync(setting, true, cancellationToken).ConfigureAwait(false);
        }
        catch (VaultException failure) when (MayBeSetAtOnce(failure))
        {
            if ((await ReadAsync(setting, cancellationToken).ConfigureAwait(false)).State is BucketSettingState.On)
            {
                return On;
            }

            throw;
        }

        if (answer.State != BucketSettingState.On)
        {
            return answer;
        }

        var now = await ReadAsync(setting, cancellationToken).ConfigureAwait(false);
        return now.State switch
        {
            BucketSettingState.Off => new BucketSettingAnswer(BucketSettingState.NotSupported, "it was accepted but not kept"),
            BucketSettingState.On => On,
            _ => NotReported,
        };
    }

    // Of several setups of one bucket at the same time, AWS answers some with 409 OperationAborted, and Ceph with 500.
    private static bool MayBeSetAtOnce(VaultException failure) =>
        failure.InnerException is AmazonServiceException { StatusCode: HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError };

    /// <inheritdoc/>
    public Task<BucketSettingAnswer> ClearAsync(BucketSetting setting, CancellationToken cancellationToken = default) =>
        ChangeAsync(setting, false, cancellationToken);

    private static string ReadPermission(BucketSetting setting) => setting switch
    {
        BucketSetting.NoPublicPolicies or BucketSetting.NoPublicLists => "s3:GetBucketPublicAccessBlock",
        BucketSetting.Encryption => "s3:GetEncryptionConfiguration",
        BucketSetting.Versioning => "s3:GetBucketVersioning",
        BucketSetting.NoIncompleteUploads => "s3:GetLifecycleConfiguration",
        _ => "s3:GetBucketPolicy",
    };

    private static string WritePermission(BucketSetting setting) => setting switch
    {
        BucketSetting.NoPublicPolicies or BucketSetting.NoPublicLists => "s3:PutBucketPublicAccessBlock",
        BucketSetting.Encryption => "s3:PutEncryptionConfiguration",
        BucketSetting.Versioning => "s3:PutBucketVersioning",
        BucketSetting.NoIncompleteUploads => "s3:PutLifecycleConfiguration",
        _ => "s3:PutBucketPolicy and s3:DeleteBucketPolicy",
    };

    private async Task<BucketSettingAnswer> AskAsync(
        S3Operation operation, Func<AmazonS3Client, Task<BucketSettingAnswer>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(
                operation,
                async (s3, _) =>
                {
                    try
                    {
                        return await ask(s3).ConfigureAwait(false);
                    }
                    catch (AmazonServiceException exception) when (IsNotKnownThere(exception))
                    {
                        return new BucketSettingAnswer(BucketSettingState.NotSupported, S3Failures.CodeOf(exception));
                    }
                    catch (ForeignResponseException exception) when (exception.MayBeUnknownSubResource)
                    {
                        return new BucketSettingAnswer(BucketSettingState.NotSupported, exception.Message);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            var said = failure.InnerException is AmazonServiceException answer ? place.Value.Failures.Said(answer) : "";
            return new BucketSettingAnswer(BucketSettingState.NotPermitted, $"needs {operation.Permission}{said}");
        }
    }

    private static bool IsNotKnownThere(AmazonServiceException exception) =>
        exception.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed
        || NotKnownThere.Contains(S3Failures.CodeOf(exception));

    private Task<BucketSettingAnswer> ChangeAsync(BucketSetting setting, bool on, CancellationToken cancellationToken) =>
        AskAsync(
            new S3Operation("change a setting of the bucket", WritePermission(setting)),
            async s3 =>
            {
                await ChangeAsync(s3, setting, on, cancellationToken).ConfigureAwait(false);
                return On;
            },
            cancellationToken);

    private async Task<BucketSettingAnswer> ReadOnceAsync(AmazonS3Client s3, BucketSetting setting, CancellationToken cancellationToken)
    {
        switch (setting)
        {
            case BucketSetting.NoPublicPolicies or BucketSetting.NoPublicLists:
                return await PublicAccessAsync(s3, cancellationToken).ConfigureAwait(false) is not { } block ? NotReported
                    : Says(PublicAccess.Has(block, setting));
            case BucketSetting.Encryption:
                var encryption = await s3.GetBucketEncryptionAsync(
                    new GetBucketEncryptionRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
                return Says(encryption.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules is { Count: > 0 });
            case BucketSetting.Versioning:
                var versioning = await s3.GetBucketVersioningAsync(
                    new GetBucketVersioningRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
                return Says(versioning.VersioningConfig?.Status == VersionStatus.Enabled);
            case BucketSetting.NoIncompleteUploads:
                return Says(UploadRule.IsAmong((await LifecycleAsync(s3, cancellationToken).ConfigureAwait(false)).Rules ?? []));
            default:
                return Says(TransportPolicy.IsIn(await PolicyAsync(s3, cancellationToken).ConfigureAwait(false)));
        }

        static BucketSettingAnswer Says(bool on) => on ? On : Off;
    }

    private async Task ChangeAsync(AmazonS3Client s3, BucketSetting setting, bool on, CancellationToken cancellationToken)
    {
        switch (setting)
        {
            case BucketSetting.NoPublicPolicies or BucketSetting.NoPublicLists:
                var block = await CurrentPublicAccessAsync(s3, cancellationToken).ConfigureAwait(false);
                await s3.PutPublicAccessBlockAsync(
                    new PutPublicAccessBlockRequest
                    {
                        BucketName = options.Bucket,
                        PublicAccessBlockConfiguration = PublicAccess.With(block, setting, on),
                    },
                    cancellationToken).ConfigureAwait(false);
                break;
            case BucketSetting.Encryption when on:
                await s3.PutBucketEncryptionAsync(
                    new PutBucketEncryptionRequest
                    {
                        BucketName = options.Bucket,
                        ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                        {
                            ServerSideEncryptionRules =
                            [
                                new ServerSideEncryptionRule
                                {
                                    ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                                    {
                                        ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AES256,
                                    },
                                },
                            ],
                        },
                    },
                    cancellationToken).ConfigureAwait(false);
                break;
            case BucketSetting.Encryption:
                await s3.DeleteBucketEncryptionAsync(
                    new DeleteBucketEncryptionRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
                break;
            case BucketSetting.Versioning:
                await s3.PutBucketVersioningAsync(
                    new PutBucketVersioningRequest
                    {
                        BucketName = options.Bucket,
                        VersioningConfig = new S3BucketVersioningConfig { Status = on ? VersionStatus.Enabled : VersionStatus.Suspended },
                    },
                    cancellationToken).ConfigureAwait(false);
                break;
            case BucketSetting.NoIncompleteUploads:
                await ChangeLifecycleAsync(s3, on, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await ChangePolicyAsync(s3, on, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task<PublicAccessBlockConfiguration?> PublicAccessAsync(AmazonS3Client s3, CancellationToken cancellationToken) =>
        (await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false)
            ).PublicAccessBlockConfiguration;

    private async Task<PublicAccessBlockConfiguration?> CurrentPublicAccessAsync(AmazonS3Client s3, CancellationToken cancellationToken)
    {
        try
        {
            return await PublicAccessAsync(s3, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<LifecycleConfiguration> LifecycleAsync(AmazonS3Client s3, CancellationToken cancellationToken)
    {
        var answer = await s3.GetLifecycleConfigurationAsync(
            new GetLifecycleConfigurationRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
        return answer.Configuration ?? new LifecycleConfiguration();
    }

    // All rules are one document: the rules of others are sent back unchanged.
    private async Task ChangeLifecycleAsync(AmazonS3Client s3, bool on, CancellationToken cancellationToken)
    {
        var answer = await s3.GetLifecycleConfigurationAsync(
            new GetLifecycleConfigurationRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
        var others = (answer.Configuration?.Rules ?? []).Where(rule => rule.Id != UploadRule.Id).ToList();
        if (!on && others.Count == 0)
        {
            await s3.DeleteLifecycleConfigurationAsync(
                new DeleteLifecycleConfigurationRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
            return;
        }

        await s3.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = options.Bucket,
                TransitionDefaultMinimumObjectSize = answer.TransitionDefaultMinimumObjectSize,
                Configuration = new LifecycleConfiguration { Rules = on ? [.. others, UploadRule.New()] : others },
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> PolicyAsync(AmazonS3Client s3, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false)
                ;

            // No policy was ever set: the SDK returns the error document as the policy.
            return answer.HttpStatusCode == HttpStatusCode.NotFound ? null : answer.Policy;
        }
        catch (AmazonServiceException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task ChangePolicyAsync(AmazonS3Client s3, bool on, CancellationToken cancellationToken)
    {
        var before = await PolicyAsync(s3, cancellationToken).ConfigureAwait(false);
        if ((on ? TransportPolicy.AddTo(before, options.Bucket, options.Region) : TransportPolicy.RemoveFrom(before)) is { } policy)
        {
            await s3.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = options.Bucket, Policy = policy }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await s3.DeleteBucketPolicyAsync(
                new DeleteBucketPolicyRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false);
        }
    }
}
