using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed class FailureLineTests
{
    [Fact]
    public void The_prefix_counts_when_a_failure_is_wrapped_between_words()
    {
        var line = FailureLine.Of(VaultErrors.DiskFull.With("it is full", "Make room."), 24);

        Assert.Equal(["Error: TAZPOD6004: it is", "  full. Make room."], ("Error: " + line).Split(Environment.NewLine));
    }

    [Fact]
    public void A_message_and_its_hint_are_two_sentences()
    {
        Assert.Equal("TAZPOD6004: it is full. Make room.", FailureLine.Of(VaultErrors.DiskFull.With("it is full", "Make room.")));
        Assert.Equal("TAZPOD6004: is it full? Make room.", FailureLine.Of(VaultErrors.DiskFull.With("is it full?", "Make room.")));
        Assert.Equal("TAZPOD6004: it is full.", FailureLine.Of(VaultErrors.DiskFull.With("it is full")));
    }
}
