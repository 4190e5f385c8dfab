using System.Xml.Linq;

namespace TazPod.Build.Testing;

/// <summary>The report that a suite writes, in TRX format.</summary>
internal static class TestReport
{
    /// <summary>The tests in it; none if the suite did not write a report.</summary>
    public static IReadOnlyList<ReportedTest> Read(string file) => File.Exists(file)
        ? [.. XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "UnitTestResult").Select(Read)]
        : [];

    private static ReportedTest Read(XElement result) => new(
        (string?)result.Attribute("testName") ?? "",
        (string?)result.Attribute("outcome") switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        },
        Text(result, "Message"),
        Text(result, "StackTrace"),
        Text(result, "StdOut"));

    private static string Text(XElement result, string name) =>
        result.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
}
