using TazPod.Tool.Commands;
using TazPod.Vault;

namespace TazPod.Tool.Tests.Commands;

public sealed class ManualPageTests
{
    private static readonly string[] Macros = [".TH", ".SH", ".TP", ".nf", ".fi"];

    private static readonly string[] Page = [.. ManualPage.Lines(new CommandLine([]).Root, "1.2.3")];

    [Fact]
    public void It_has_a_section_for_each_command() => Assert.All(
        VaultVerbs.All, verb => Assert.Contains($".SH TAZVAULT {verb.Command.ToUpperInvariant().Replace("-", "\\-", StringComparison.Ordinal)}", Page));

    [Fact]
    public void A_line_begins_with_a_dot_only_if_it_is_a_macro() => Assert.All(
        Page.Where(line => line.StartsWith('.')), line => Assert.Contains(line.Split(' ')[0], Macros));
}
