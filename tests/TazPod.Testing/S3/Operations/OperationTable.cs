using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>Every operation by name, with the permission that it needs. Each runs under the lock and so is atomic.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, (S3Rights Right, Func<S3Call, S3Response> Run)> operations = new()
    {
        ["ListBuckets"] = (S3Rights.ListBucket, BucketOperations.List),
        ["CreateBucket"] = (S3Rights.ManageBuckets, BucketOperations.Create),
        ["HeadBucket"] = (S3Rights.ListBucket, BucketOperations.Head),
        ["DeleteBucket"] = (S3Rights.ManageBuckets, BucketOperations.Delete),
        ["GetBucketLocation"] = (S3Rights.ReadSettings, BucketOperations.Location),
        ["GetBucketVersioning"] = (S3Rights.ReadSettings, VersioningOperations.Get),
        ["PutBucketVersioning"] = (S3Rights.WriteSettings, VersioningOperations.Put),
        ["ListObjectsV2"] = (S3Rights.ListBucket, Listing.Run),
        ["ListObjectVersions"] = (S3Rights.ListBucket, VersioningOperations.List),
        ["GetObject"] = (S3Rights.GetObject, ReadOperations.Get),
        ["HeadObject"] = (S3Rights.GetObject, ReadOperations.Get),
        ["PutObject"] = (S3Rights.PutObject, PutOperation.Run),
        ["CopyObject"] = (S3Rights.PutObject | S3Rights.GetObject, CopyOperation.Run),
        ["DeleteObject"] = (S3Rights.DeleteObject, DeleteOperations.One),
        ["DeleteObjects"] = (S3Rights.None, DeleteOperations.Many),
        ["CreateMultipartUpload"] = (S3Rights.PutObject, MultipartOperations.Create),
        ["UploadPart"] = (S3Rights.PutObject, MultipartOperations.UploadPart),
        ["CompleteMultipartUpload"] = (S3Rights.PutObject, MultipartOperations.Complete),
        ["AbortMultipartUpload"] = (S3Rights.PutObject, MultipartOperations.Abort),
    };

    public OperationTable()
    {
        foreach (var (parameter, noun) in OperationName.Settings)
        {
            operations["Get" + noun] = (S3Rights.ReadSettings, call => SettingOperations.Get(call, parameter));
            operations["Put" + noun] = (S3Rights.WriteSettings, call => SettingOperations.Put(call, parameter));
            operations["Delete" + noun] = (S3Rights.WriteSettings, call => SettingOperations.Delete(call, parameter));
        }
    }

    public S3Response Run(S3Call call)
    {
        if (!operations.TryGetValue(call.Request.Operation, out var operation))
            throw S3Exception.NotImplemented("A header or query you provided implies functionality that is not implemented");
        call.Demand(operation.Right);
        lock (call.State.Lock)
            return operation.Run(call);
    }
}
