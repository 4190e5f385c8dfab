using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Errors;

public sealed class VaultExceptionTests
{
    [Fact]
    public void Its_text_has_code_message_hint_causes_and_stack()
    {
        void Push() => throw VaultErrors.RemoteMoved.With("not pushed: it moved", "Run PullVault.", new InvalidOperationException("the cause"));
        var thrown = Assert.Throws<VaultException>(Push);

        var lines = thrown.ToString().Split(Environment.NewLine);

        Assert.Equal("TazPod.Vault.Errors.VaultException: TAZPOD4001: not pushed: it moved", lines[0]);
        Assert.Equal("   hint: Run PullVault.", lines[1]);
        Assert.Equal(" ---> System.InvalidOperationException: the cause", lines[2]);
        Assert.Contains(lines, line => line.Contains(nameof(Its_text_has_code_message_hint_causes_and_stack), StringComparison.Ordinal));
    }

    [Fact]
    public void Its_text_without_a_hint_is_one_line()
    {
        Assert.Equal("TazPod.Vault.Errors.VaultException: TAZPOD4005: busy", VaultErrors.WorkspaceBusy.With("busy").ToString());
    }
}
