using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests;

/// <summary>ReadSecret writes one file byte for byte, and a terminal gets only text.</summary>
public sealed class ReadTests
{
    private const string Value = "hunter2-is-the-secret\n";

    [Fact]
    public async Task A_file_is_written_as_it_is_and_its_content_is_in_no_result()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("db/password", Value));
        var output = new Output();

        var read = await ReadAsync(alice, output, "db/password");

        Assert.Equal(Value, Encoding.UTF8.GetString([.. output.Written]));
        Assert.Equal(("db/password", (long)Value.Length), (read.Path, read.Bytes));
        Assert.DoesNotContain("hunter2", ResultJson.Of(read) + read.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\tb\r\nc\u00e9 \u4e16\n", true)]
    [InlineData("\u001b[2J", false)]
    [InlineData("a\0b", false)]
    [InlineData("\u009b31m", false)]
    public async Task A_terminal_gets_no_control_characters_and_a_pipe_gets_everything(string content, bool isText)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("file", content));
        var terminal = new Output { IsTerminal = true };
        var pipe = new Output();

        await ReadAsync(alice, pipe, "file");
        var failure = await Record.ExceptionAsync(() => ReadAsync(alice, terminal, "file"));

        Assert.Equal(Encoding.UTF8.GetBytes(content), pipe.Written);
        Assert.Equal(isText ? pipe.Written : [], terminal.Written);
        Assert.Equal(isText ? null : VaultErrors.InvalidSetting, (failure as VaultException)?.Error);
    }

    [Theory]
    [InlineData(null, "TAZPOD1001")]
    [InlineData("absent", "TAZPOD3010")]
    [InlineData("dir", "TAZPOD3010")]
    public async Task What_is_not_a_file_is_refused(string? path, string code)
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("dir/file", "x"));

        var failure = await Assert.ThrowsAsync<VaultException>(() => ReadAsync(alice, new Output(), path));

        Assert.Equal(code, failure.Error.Code);
    }

    [Fact]
    public async Task The_content_and_the_result_cannot_share_the_standard_output()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Saved(("file", "x"));
        var output = new Output();

        var failure = await Assert.ThrowsAsync<VaultException>(
            () => ReadAsync(alice, output, "file", settings => settings with { ResultToStandardOutput = true }));

        Assert.Equal(VaultErrors.ContradictingSettings, failure.Error);
        Assert.Empty(output.Written);
    }

    private static Task<ReadResult> ReadAsync(
        Machine machine, Output output, string? path, Func<VaultSettings, VaultSettings>? change = null)
    {
        var options = path is null ? OptionValues.None : OptionValues.None.With(OptionCatalog.Path, path);
        return machine.Service(change, secrets: output, given: options).RunAsync(VaultVerbs.Read);
    }

    private sealed class Output : ISecretOutput
    {
        public List<byte> Written { get; } = [];

        public bool IsTerminal { get; init; }

        public void Write(ReadOnlySpan<byte> content) => Written.AddRange(content);
    }
}
