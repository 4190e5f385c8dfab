using System.Text;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>Bucket settings that are kept and given back as they came. Of what they say nothing is enforced, but for quirks.</summary>
internal static class SettingOperations
{
    public static S3Response Get(S3Call call, string parameter)
    {
        var content = call.Bucket.Settings.GetValueOrDefault(parameter)
            ?? (BornWith(parameter) is { } xml ? Encoding.UTF8.GetBytes(xml) : throw NeverSet(parameter));
        return new S3Response(200)
        {
            Headers = new Dictionary<string, string> { ["Content-Type"] = parameter == "policy" ? "application/json" : "application/xml" },
            Body = content,
        };
    }

    public static S3Response Put(S3Call call, string parameter)
    {
        call.VerifyChecksums();
        if (call.Quirks.RefuseBucketEncryption && parameter is "encryption" or "ownershipControls")
            throw S3Exception.InvalidArgument("Not supported");
        call.Bucket.Settings[parameter] = call.Content.ToArray();
        return S3Response.Empty(parameter is "policy" or "tagging" ? 204 : 200);
    }

    public static S3Response Delete(S3Call call, string parameter)
    {
        call.Bucket.Settings.Remove(parameter);
        return S3Response.Empty(204);
    }

    /// <summary>Every new bucket of AWS is encrypted with SSE-S3.</summary>
    private static string? BornWith(string parameter) => parameter != "encryption" ? null :
        $"<ServerSideEncryptionConfiguration xmlns=\"{S3Response.Namespace}\"><Rule><ApplyServerSideEncryptionByDefault>"
        + "<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled>"
        + "</Rule></ServerSideEncryptionConfiguration>";

    private static S3Exception NeverSet(string parameter) => parameter switch
    {
        "policy" => new(404, "NoSuchBucketPolicy", "The bucket policy does not exist"),
        "lifecycle" => new(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        "publicAccessBlock" => new(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        "ownershipControls" => new(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
        _ => new(404, "NoSuchTagSet", "The TagSet does not exist"),
    };
}
