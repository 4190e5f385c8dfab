namespace TazPod.Build.Testing;

/// <summary>A test in a report.</summary>
/// <param name="Name">Its full name: namespace, class, method and arguments.</param>
/// <param name="Outcome">Whether it passed.</param>
/// <param name="Message">What failed in it.</param>
/// <param name="Stack">Where that was.</param>
/// <param name="Output">What it printed; of a skipped one, the reason.</param>
internal sealed record ReportedTest(string Name, TestOutcome Outcome, string Message = "", string Stack = "", string Output = "")
{
    /// <summary>A failure as it is printed: all that is known of it.</summary>
    public string Describe() => string.Join('\n', new[] { $"FAILED {Name}", Message, Stack, Output }.Where(part => part.Length > 0));
}
