using System.Text.RegularExpressions;
using System.Xml.Linq;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

internal static partial class BucketOperations
{
    public static S3Response List(S3Call call) => S3Response.Xml(new XElement(
        "ListAllMyBucketsResult",
        new XElement("Owner", new XElement("ID", "tazpod-test")),
        new XElement("Buckets", call.State.Buckets.Values.Select(b => new XElement(
            "Bucket",
            new XElement("Name", b.Name),
            new XElement("CreationDate", S3Xml.Time(b.Created)))))));

    public static S3Response Create(S3Call call)
    {
        var name = call.Request.Bucket;
        if (!Name().IsMatch(name))
            throw new S3Exception(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", name));
        VerifyLocation(call);
        if (call.State.Buckets.ContainsKey(name) && !call.Quirks.AcceptOwnBucketAgain)
        {
            throw new S3Exception(
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                ("BucketName", name));
        }

        call.State.BucketNamed(name);
        return S3Response.Empty(200, ("Location", "/" + name));
    }

    public static S3Response Head(S3Call call)
    {
        _ = call.Bucket;
        return S3Response.Empty(200, ("x-amz-bucket-region", call.State.Region));
    }

    public static S3Response Delete(S3Call call)
    {
        if (!call.Bucket.IsEmpty)
            throw new S3Exception(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", ("BucketName", call.Request.Bucket));
        call.State.Buckets.Remove(call.Request.Bucket);
        return S3Response.Empty(204);
    }

    public static S3Response Location(S3Call call)
    {
        _ = call.Bucket;
        return S3Response.Xml(new XElement("LocationConstraint", call.State.Region == "us-east-1" ? "" : call.State.Region));
    }

    private static void VerifyLocation(S3Call call)
    {
        var constraint = call.Content.IsEmpty
            ? null
            : (string?)S3Xml.Read(call.Content, "CreateBucketConfiguration").Element("LocationConstraint");
        if (constraint is null && (call.State.Region == "us-east-1" || call.Quirks.AcceptMissingLocationConstraint))
            return;
        if (constraint == call.State.Region && constraint != "us-east-1")
            return;
        throw call.Quirks.AcceptMissingLocationConstraint
            ? new S3Exception(400, "InvalidLocationConstraint", "The specified location-constraint is not valid")
            : new S3Exception(
                400,
                "IllegalLocationConstraintException",
                $"The {constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex Name();
}
