using System.Text;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>Bucket settings that are stored and returned unchanged. They are not enforced, except for quirks.</summary>
internal static class SettingOperations
{
    /// <summary>Answers like a server that does not know this setting, if the quirks say so.</summary>
    public static void RequireKnown(S3Call call, string parameter)
    {
        _ = call.Bucket;
        if (call.Quirks.UnknownSettings.Any(name => name == "*" || name == parameter))
        {
            var (status, code) = call.Quirks.UnknownSettingAnswer;
            throw new S3Exception(status, code, "A header or query you provided implies functionality that is not implemented");
        }
    }

    public static S3Response Get(S3Call call, string parameter)
    {
        if (call.Quirks.OverlooksSettings)
            return Listing.Run(call);
        RequireKnown(call, parameter);
        var content = call.Bucket.Settings.GetValueOrDefault(parameter)
            ?? (BornWith(call, parameter) is { } xml ? Encoding.UTF8.GetBytes(xml) : throw NeverSet(parameter));
        if (call.Quirks.MisnamePublicAccessBlock && parameter == "publicAccessBlock")
            content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("PublicAccessBlockConfiguration", "BlockPublicAccessBlockConfiguration", StringComparison.Ordinal));
        return new S3Response(200)
        {
            Headers = new Dictionary<string, string> { ["Content-Type"] = parameter == "policy" ? "application/json" : "application/xml" },
            Body = content,
        };
    }

    public static S3Response Put(S3Call call, string parameter)
    {
        RequireKnown(call, parameter);
        call.VerifyChecksums();
        if (call.Quirks.RefuseBucketEncryption && parameter is "encryption" or "ownershipControls")
            throw S3Exception.InvalidArgument("Not supported");
        if (!call.Quirks.ForgetSettings)
            call.Bucket.Settings[parameter] = call.Content.ToArray();
        return S3Response.Empty(parameter is "policy" or "tagging" ? 204 : 200);
    }

    public static S3Response Delete(S3Call call, string parameter)
    {
        RequireKnown(call, parameter);
        call.Bucket.Settings.Remove(parameter);
        return S3Response.Empty(204);
    }

    /// <summary>Every new bucket of AWS is encrypted with SSE-S3. Ceph has a document without rules.</summary>
    private static string? BornWith(S3Call call, string parameter)
    {
        if (parameter != "encryption" || call.Quirks.MakeBucketsUnencrypted)
            return null;
        var rule = call.Quirks.RefuseBucketEncryption ? "" :
            "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>"
            + "<BucketKeyEnabled>false</BucketKeyEnabled></Rule>";
        return $"<ServerSideEncryptionConfiguration xmlns=\"{S3Response.Namespace}\">{rule}</ServerSideEncryptionConfiguration>";
    }

    private static S3Exception NeverSet(string parameter) => parameter switch
    {
        "policy" => new(404, "NoSuchBucketPolicy", "The bucket policy does not exist"),
        "lifecycle" => new(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        "publicAccessBlock" => new(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        "encryption" => new(404, "ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found"),
        "ownershipControls" => new(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
        _ => new(404, "NoSuchTagSet", "The TagSet does not exist"),
    };
}
