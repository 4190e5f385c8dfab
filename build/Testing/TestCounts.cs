using System.Xml.Linq;

namespace TazPod.Build.Testing;

/// <summary>How the tests ended, counted from their reports.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that did anything but pass or be skipped.</param>
/// <param name="Skipped">Tests that were skipped.</param>
/// <param name="SkippedForWantOfServer">Those of them that need a real S3 server.</param>
internal sealed record TestCounts(int Passed, int Failed, int Skipped, int SkippedForWantOfServer)
{
    public static TestCounts Read(string directory)
    {
        var results = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*.trx", SearchOption.AllDirectories)
                .SelectMany(file => XDocument.Load(file).Descendants())
                .Where(element => element.Name.LocalName == "UnitTestResult")
                .Select(element => (Outcome: (string?)element.Attribute("outcome"), Text: element.Value))
                .ToArray()
            : [];
        var passed = results.Count(result => result.Outcome == "Passed");
        var skipped = results.Where(result => result.Outcome == "NotExecuted").ToArray();
        return new TestCounts(
            passed,
            results.Length - passed - skipped.Length,
            skipped.Length,
            skipped.Count(result => result.Text.Contains("S3_TEST_", StringComparison.Ordinal)));
    }

    /// <summary>The closing line.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped == 0 ? "" : $", {Skipped} skipped");
}
