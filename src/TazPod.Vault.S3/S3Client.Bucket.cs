using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Http;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

public sealed partial class S3Client
{
    private const string RegionWithoutConstraint = "us-east-1";

    /// <inheritdoc/>
    /// <remarks>Checks for the bucket first: some stores answer a second creation as if it were the first.</remarks>
    public Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default) =>
        SendAsync(
            new S3Operation("make the bucket", "s3:CreateBucket"),
            async (s3, notes) =>
            {
                if (await IsThereAsync(s3, notes, cancellationToken).ConfigureAwait(false))
                {
                    return BucketCreation.AlreadyOurs;
                }

                try
                {
                    await s3.PutBucketAsync(NewBucket(), cancellationToken).ConfigureAwait(false);
                    return BucketCreation.Created;
                }
                catch (AmazonServiceException exception) when (S3Failures.CodeOf(exception) == "BucketAlreadyOwnedByYou")
                {
                    RefuseOtherRegion(notes.BucketRegion);
                    return BucketCreation.AlreadyOurs;
                }
            },
            cancellationToken);

    private PutBucketRequest NewBucket()
    {
        var request = new PutBucketRequest { BucketName = options.Bucket, UseClientRegion = false };
        if (options.Region != RegionWithoutConstraint)
        {
            // S3 rejects the name of its default region as a constraint.
            request.PutBucketConfiguration = new PutBucketConfiguration
            {
                LocationConstraint = new BucketLocationConstraint(options.Region),
            };
        }

        return request;
    }

    private async Task<bool> IsThereAsync(AmazonS3Client s3, RawResponseMetadata notes, CancellationToken cancellationToken)
    {
        try
        {
            var head = await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = options.Bucket }, cancellationToken).ConfigureAwait(false)
                ;
            RefuseOtherRegion(head.BucketRegion);
            return true;
        }
        catch (AmazonServiceException exception) when (IsUnexplained(exception))
        {
            // The attempt to create the bucket returns a response with a reason.
            RefuseOtherRegion(exception.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest ? notes.BucketRegion : null);
            return false;
        }
    }

    private void RefuseOtherRegion(string? region)
    {
        if (!string.IsNullOrEmpty(region) && region != options.Region)
        {
            throw VaultErrors.BucketRefused.With(
                $"bucket '{options.Bucket}' at {Identity.Endpoint} already exists, but in region '{region}', not '{options.Region}'",
                $"Set region to '{region}', or choose another bucket name.");
        }
    }
}
