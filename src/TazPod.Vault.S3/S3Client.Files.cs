using Amazon.S3.Transfer;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.S3;

/// <content>Whole files, through the SDK's transfer utility.</content>
public sealed partial class S3Client
{
    /// <summary>Uploads a file without metadata; a large one in parts, side by side.</summary>
    /// <param name="key">The object's key, for example <c>tazpod/vault/vault.tar.aes</c>; overwritten if there.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <exception cref="VaultException">2xxx, 5xxx or, when the file cannot be read, 6xxx.</exception>
    public Task UploadFileAsync(string key, string filePath, CancellationToken cancellationToken = default) =>
        UploadFileWithMetadataAsync(key, filePath, new Dictionary<string, string>(), cancellationToken);

    /// <summary>Uploads a file with user metadata; a large one in parts, side by side.</summary>
    /// <param name="key">The object's key; overwritten if there.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="metadata">Names without <c>x-amz-meta-</c>; values of printable ASCII.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <exception cref="VaultException">2xxx, 5xxx or, when the file cannot be read, 6xxx.</exception>
    public async Task UploadFileWithMetadataAsync(
        string key, string filePath, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        RefuseUnreadable(filePath);
        await SendAsync(
            new S3Operation($"upload '{filePath}' to", "s3:PutObject", key),
            async (s3, _) =>
            {
                using var transfer = new TransferUtility(s3);
                var request = new TransferUtilityUploadRequest
                {
                    BucketName = options.Bucket,
                    Key = key,
                    FilePath = filePath,
                    ContentType = "application/octet-stream",
                    ServerSideEncryptionMethod = options.Sse,
                    ServerSideEncryptionKeyManagementServiceKeyId = options.SseKmsKeyId,
                };
                UserMetadata.Write(metadata, request.Metadata);
                await transfer.UploadAsync(request, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads an object to a file: whole, or the file that stood there is untouched.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="VaultException">2xxx (<see cref="VaultErrors.ObjectNotFound"/>), 5xxx or, when the file cannot be written,
    /// 6xxx.</exception>
    public async Task DownloadFileAsync(string key, string filePath, CancellationToken cancellationToken = default)
    {
        var operation = new S3Operation("download", "s3:GetObject", key);
        await using var content = await SendAsync(
            operation,
            async (s3, _) =>
            {
                using var transfer = new TransferUtility(s3);
                var request = new TransferUtilityOpenStreamRequest { BucketName = options.Bucket, Key = key };
                return Body(await transfer.OpenStreamAsync(request, cancellationToken).ConfigureAwait(false), -1, operation);
            },
            cancellationToken).ConfigureAwait(false);
        await using var staged = StagedFile.Create(filePath);
        try
        {
            await content.CopyToAsync(staged.Stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{filePath}'");
        }

        staged.Commit();
    }

    private static void RefuseUnreadable(string filePath)
    {
        try
        {
            using var probe = File.OpenRead(filePath);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{filePath}'");
        }
    }
}
