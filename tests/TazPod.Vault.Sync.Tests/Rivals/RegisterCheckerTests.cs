namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>Tests the checker itself: a checker that never finds anything proves nothing.</summary>
public sealed class RegisterCheckerTests
{
    [Fact]
    public void Pushes_in_a_row_with_pulls_and_a_refusal_are_a_register() =>
        Assert.Empty(RegisterChecker.Check(
        [
            Push("alice", null, "a", 0, 10),
            Refusal("bob", null, "b", 5, 20),
            Pull("bob", "a", 21, 30),
            Push("bob", "a", "b", 31, 40),
            Pull("carol", "a", 32, 39),
            Pull("carol", "b", 33, 39),
        ]));

    [Fact]
    public void Two_winners_from_one_base_are_found() =>
        Assert.NotEmpty(RegisterChecker.Check([Push("alice", null, "a", 0, 10), Push("bob", null, "b", 0, 10)]));

    [Fact]
    public void A_pull_of_content_replaced_before_its_start_is_found() =>
        Assert.NotEmpty(RegisterChecker.Check(
            [Push("alice", null, "a", 0, 10), Push("alice", "a", "b", 11, 20), Pull("bob", "a", 21, 30)]));

    [Fact]
    public void Two_pulls_that_go_back_in_time_are_found() =>
        Assert.NotEmpty(RegisterChecker.Check(
        [
            Push("alice", null, "a", 0, 10), Push("alice", "a", "b", 11, 100), Pull("bob", "b", 20, 30), Pull("carol", "a", 31, 40),
        ]));

    [Fact]
    public void An_unexplained_refusal_is_found() =>
        Assert.NotEmpty(RegisterChecker.Check([Push("alice", null, "a", 0, 10), Refusal("bob", "a", "b", 11, 20)]));

    [Fact]
    public void A_refusal_before_the_start_of_any_push_is_found() =>
        Assert.NotEmpty(RegisterChecker.Check([Refusal("bob", null, "b", 0, 10), Push("alice", null, "a", 11, 20)]));

    [Fact]
    public void A_push_over_content_that_was_replaced_long_ago_is_found() =>
        Assert.NotEmpty(RegisterChecker.Check(
            [Push("alice", null, "a", 0, 10), Push("bob", "b", "c", 11, 20), Push("carol", "a", "b", 21, 30)]));

    [Fact]
    public void A_pull_from_nowhere_is_found() =>
        Assert.NotEmpty(RegisterChecker.Check([Push("alice", null, "a", 0, 10), Pull("bob", "x", 11, 20)]));

    private static Operation Push(string by, string? from, string content, long start, long end) =>
        new(OperationKind.Push, by, from, content, start, end);

    private static Operation Refusal(string by, string? from, string content, long start, long end) =>
        new(OperationKind.Refusal, by, from, content, start, end);

    private static Operation Pull(string by, string content, long start, long end) =>
        new(OperationKind.Pull, by, null, content, start, end);
}
