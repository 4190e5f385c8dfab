namespace TazPod.Build.Testing;

/// <summary>A test in a report.</summary>
/// <param name="Name">Its full name: namespace, class, method and arguments.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Message">The failure message.</param>
/// <param name="Stack">The stack trace of the failure.</param>
/// <param name="Output">Its output; for a skipped test, the reason.</param>
internal sealed record ReportedTest(string Name, TestOutcome Outcome, string Message = "", string Stack = "", string Output = "")
{
    /// <summary>The failure with all its details, for printing.</summary>
    public string Describe() => string.Join('\n', new[] { $"FAILED {Name}", Message, Stack, Output }.Where(part => part.Length > 0));
}
