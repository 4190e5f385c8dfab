using TazPod.Build.Testing;

namespace TazPod.Build.Tests.Testing;

public sealed class SkippedTestsTests
{
    private readonly ReportedTest[] results =
    [
        Skipped("no pwsh"), Skipped("no server: set S3_TEST_SERVER"), Skipped("no server: set S3_TEST_SERVER"), Skipped(""),
        new("passed", TestOutcome.Passed, Output: "no pwsh"),
    ];

    [Fact]
    public void Each_reason_is_one_line_with_its_number()
        => Assert.Equal(["2 skipped: no server: set S3_TEST_SERVER", "1 skipped: no pwsh", "1 skipped: without a reason"], SkippedTests.Describe(results));

    [Fact]
    public void Those_that_need_a_server_are_counted() => Assert.Equal(2, SkippedTests.ThatNeedAServer(results));

    private static ReportedTest Skipped(string reason) => new("a test", TestOutcome.Skipped, Output: reason);
}
