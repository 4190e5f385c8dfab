using Amazon.S3;

namespace TazPod.Testing.Tests.S3;

internal static class Refusal
{
    /// <summary>Asserts that the server refuses with this status and code.</summary>
    public static async Task<AmazonS3Exception> AssertAsync(int status, string code, Func<Task> action)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(action);
        Assert.Equal((status, code), ((int)error.StatusCode, error.ErrorCode));
        return error;
    }
}
