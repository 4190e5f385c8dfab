using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.Secrets.Commands;

namespace TazPod.Vault.Tests.Secrets.Commands;

public sealed class MaskedOutputTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider time = new();
    private readonly Pipe pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly StringBuilder seen = new();

    [Fact]
    public async Task A_line_is_passed_on_at_once_and_the_rest_at_the_end()
    {
        var copying = Start("secret");

        await SayAsync("a secret\nand a sec");
        Sees("a ***\n");
        await SayAsync("ret\r50%\rno");
        Sees("a ***\nand a ***\r50%\r");
        await EndAsync(copying);

        Assert.Equal("a ***\nand a ***\r50%\rno", Seen());
    }

    [Fact]
    public async Task A_line_that_does_not_go_on_is_passed_on_except_for_the_beginning_of_a_value()
    {
        var copying = Start("secret");

        await SayAsync("Password: ");
        Assert.Equal("", Seen());
        time.Advance(Quiet - TimeSpan.FromMilliseconds(1));
        Assert.Equal("", Seen());
        Pass("Password: ");
        await SayAsync("\nagain sec");
        Pass("Password: \nagain ");
        await SayAsync("ret\n");
        await EndAsync(copying);

        Assert.Equal("Password: \nagain ***\n", Seen());
    }

    [Fact]
    public async Task A_line_without_an_end_does_not_fill_the_memory()
    {
        var copying = Start("secret");

        for (var i = 0; i < 20; i++)
            await SayAsync(new string('x', 10_000) + "secret");

        Assert.True(SpinWait.SpinUntil(() => Seen().Length > 0, TimeSpan.FromMinutes(1)));
        await EndAsync(copying);
        Assert.Equal(string.Concat(Enumerable.Repeat(new string('x', 10_000) + "***", 20)), Seen());
    }

    private Task Start(string value) => new MaskedOutput(new Masking([value]), time, output =>
    {
        lock (seen)
            seen.Append(Encoding.UTF8.GetString(output));
    }).CopyAsync(pipe.Reader.AsStream());

    // The reader of the pipe runs where it is written to, so all of it is read now.
    private async Task SayAsync(string text) => await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));

    private void Pass(string expected)
    {
        time.Advance(Quiet);
        Sees(expected);
    }

    private void Sees(string expected) => Assert.True(SpinWait.SpinUntil(() => Seen() == expected, TimeSpan.FromMinutes(1)), Seen());

    private async Task EndAsync(Task copying)
    {
        await pipe.Writer.CompleteAsync();
        await copying.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private string Seen()
    {
        lock (seen)
            return seen.ToString();
    }
}
