using TazPod.Build.Demo;
using TazPod.Vault;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Build.Generation.Picture;

/// <summary>Keeps what the demo prints at a terminal of 80 columns. Times, the user and the temporary directory are the same on every
/// machine.</summary>
internal sealed class PictureStage : IDemoStage, IDoorLog
{
    private const int Columns = 80;

    private readonly List<string> lines = [];
    private readonly PictureClock clock = new();
    private readonly VerbRunner runner;
    private readonly string root;

    /// <param name="root">The temporary directory.</param>
    public PictureStage(string root)
    {
        this.root = root;
        var terminal = new Terminal(CanAsk: false, CanRedraw: false, Columns) { Ink = new Ink(IsOn: true), Output = TextWriter.Null };
        runner = new VerbRunner(new Door(this, terminal, static _ => null) { Time = clock, Words = InPublic });
    }

    /// <summary>The lines so far, with escape codes for colours.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <inheritdoc/>
    public bool IsQuiet => false;

    /// <inheritdoc/>
    public bool IsVerbose => false;

    /// <inheritdoc/>
    public void Say(string line) => Table(line);

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Verb<T> verb, VaultSettings settings, Func<VaultService, CancellationToken, Task<T>> run)
        where T : VerbResult
    {
        clock.Advance();
        var outcome = await runner.RunAsync(verb.Name, settings, run);
        return outcome.Failure is { } failure ? throw failure : outcome.Result!;
    }

    /// <inheritdoc/>
    public void Table(string line) => Information(InPublic(line));

    /// <inheritdoc/>
    public void Information(string line) => lines.AddRange(line.ReplaceLineEndings("\n").Split('\n'));

    /// <inheritdoc/>
    public void Warning(string line) => Information(line);

    /// <inheritdoc/>
    public void Detail(string line)
    {
    }

    private string InPublic(string line) => line
        .Replace(root, "/tmp/demo", StringComparison.Ordinal)
        .Replace(Provenance.OfThisProcess().By, "ada@laptop", StringComparison.Ordinal)
        .Replace('\\', '/');
}
