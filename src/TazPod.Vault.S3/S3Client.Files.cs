using System.Security.Cryptography;
using Amazon.S3.Transfer;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Storage;

namespace TazPod.Vault.S3;

/// <content>Whole files, through the SDK's transfer utility.</content>
public sealed partial class S3Client
{
    /// <summary>Uploads a file without metadata; a large one in parallel parts.</summary>
    /// <param name="key">The object's key, for example <c>tazpod/vault/vault.tar.aes</c>; an existing object is overwritten.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <exception cref="VaultException">2xxx, 5xxx or, when the file cannot be read, 6xxx.</exception>
    public Task UploadFileAsync(string key, string filePath, CancellationToken cancellationToken = default) =>
        UploadFileWithMetadataAsync(key, filePath, new Dictionary<string, string>(), cancellationToken);

    /// <summary>Uploads a file with user metadata; a large one in parallel parts.</summary>
    /// <param name="key">The object's key; an existing object is overwritten.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="metadata">Names without <c>x-amz-meta-</c>; values in printable ASCII.</param>
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
                var answer = await transfer.UploadWithResponseAsync(request, cancellationToken).ConfigureAwait(false);
                if (IsMd5(answer.ETag, answer.ServerSideEncryptionMethod, null) && Unquoted(answer.ETag) != Md5Of(filePath))
                {
                    await RequireStoredAsync(key, Unquoted(answer.ETag), cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads an object to a file. If the download fails, an existing file is left unchanged.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="filePath">The local file.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="VaultException">2xxx (<see cref="VaultErrors.ObjectNotFound"/>), 5xxx or, when the file cannot be written,
    /// 6xxx.</exception>
    public async Task DownloadFileAsync(string key, string filePath, CancellationToken cancellationToken = default)
    {
        var download = await GetObjectAsync(key, null, cancellationToken).ConfigureAwait(false);
        await using var released = download.ConfigureAwait(false);
        var head = download.Head ?? throw VaultErrors.ObjectNotFound.With(
            $"cannot download '{key}': there is no such object in bucket '{options.Bucket}' at {Identity.Endpoint}", "Push a vault first, or check the key.");
        using var staged = StagedFile.Create(filePath);
        await CopyAsync(download, head, staged.Stream, cancellationToken).ConfigureAwait(false);
        staged.Commit();
    }

    private async Task CopyAsync(ObjectDownload download, ObjectHead head, FileStream destination, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = Md5Hash.Begin();
        var piece = new byte[128 * 1024];
        int count;
        while ((count = await download.Content.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            sha256.AppendData(piece, 0, count);
            md5.AppendData(piece, 0, count);
            Write(destination, piece.AsSpan(0, count));
        }

        var isWhole = head.Label(ObjectLabels.VaultSha256) is { } pushed
            ? pushed == Convert.ToHexStringLower(sha256.GetHashAndReset())
            : download.ContentIsChecked || !head.ETagIsMd5 || head.ETag == Convert.ToHexStringLower(md5.GetHashAndReset());
        if (!isWhole)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"'{head.Key}' in bucket '{options.Bucket}' at {Identity.Endpoint} is damaged: its bytes are not those that were pushed",
                "Run the same step again.");
        }
    }

    private static void Write(FileStream destination, ReadOnlySpan<byte> bytes)
    {
        try
        {
            destination.Write(bytes);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{destination.Name}'");
        }
    }

    private static string Md5Of(string filePath)
    {
        using var content = File.OpenRead(filePath);
        return Md5Hash.HexOf(content);
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
