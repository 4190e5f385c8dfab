namespace TazPod.EndToEnd.Tests.Support;

/// <summary>How a run of the host ended.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams.</summary>
    public string All => $"{Output}\n{Error}";

    /// <summary>The one line that says why it failed; that there is no other, and no stack trace, is asserted here.</summary>
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
