namespace TazPod.EndToEnd.Tests.Support;

/// <summary>The result of a run of the host.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams.</summary>
    public string All => $"{Output}\n{Error}";

    /// <summary>The single error line. This also asserts that there is no other one and no stack trace.</summary>
    public string ErrorLine
    {
        get
        {
            Assert.DoesNotContain("   at ", All, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", All, StringComparison.Ordinal);
            return Assert.Single(Error.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        }
    }
}
