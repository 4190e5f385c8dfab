using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TazPod.Bench;

/// <summary>Writes what was measured, for people and for programs.</summary>
internal sealed record Report(DateTimeOffset At, Machine Machine, IReadOnlyList<ContestResult> Contests, IReadOnlyList<Series> Growth)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes <c>results.json</c>, <c>results.md</c> and a chart for each axis and measure.</summary>
    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "results.json"), JsonSerializer.Serialize(this, Indented));
        File.WriteAllText(Path.Combine(directory, "results.md"), Markdown());
        foreach (var group in Growth.GroupBy(series => series.Name))
        {
            List<Series> lines = [.. group];
            File.WriteAllText(Path.Combine(directory, $"{group.Key}-time.svg"), Chart.Draw("seconds", lines, point => point.Seconds.Median));
            File.WriteAllText(Path.Combine(directory, $"{group.Key}-memory.svg"), Chart.Draw("MiB at the peak", lines, point => point.PeakMiB));
            File.WriteAllText(Path.Combine(directory, $"{group.Key}-requests.svg"), Chart.Draw("requests", lines, point => point.Requests));
        }
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Goal(Ratio ratio) => ratio is { Goal: { } goal, IsMet: { } met } ? $"{Number(goal)}: {(met ? "met" : "missed")}" : "";

    private string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {At:yyyy-MM-dd HH:mm} UTC: {Machine.Processor}, {Machine.Cores} cores, {Number(Machine.MemoryGiB)} GiB, {Machine.System}, {Machine.Runtime}; load before: {Machine.LoadBefore}.");
        text.AppendLine().AppendLine(string.Join("; ", Machine.Tools) + ".");
        foreach (var contest in Contests)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {contest.Name}").AppendLine();
            text.AppendLine("| tool | s (least / median / most) | CPU s | peak MiB | ours over it | goal |").AppendLine("|---|---|---|---|---|---|");
            foreach (var tool in contest.Tools)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {tool.Tool.Replace("|", "\\|", StringComparison.Ordinal)} | {Number(tool.Seconds.Least)} / **{Number(tool.Seconds.Median)}** / {Number(tool.Seconds.Most)} | {Number(tool.CpuSeconds)} | {tool.PeakMiB:0} | {Number(tool.Ratio.Value)} | {Goal(tool.Ratio)} |");
            }

            if (contest.Added is { } added)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| what ours adds, {Number(added.OurSeconds)} s, over what {added.Tool} adds, {Number(added.TheirSeconds)} s; by round {Number(added.ByRound.Least)} to {Number(added.ByRound.Most)} |  |  |  | {Number(added.Ratio.Value)} | {Goal(added.Ratio)} |");
            }

            if (contest.Memory is { } memory)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| our peak of memory over the vault file, {memory.VaultMiB:0} MiB |  |  |  | {Number(memory.Ratio.Value)} | {Goal(memory.Ratio)} |");
            }
        }

        foreach (var group in Growth.GroupBy(series => series.Name))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### Against {group.First().Axis}: s / MiB / requests").AppendLine();
            text.AppendLine("| verb | " + string.Join(" | ", group.First().Points.Select(point => point.X.ToString("0.####", CultureInfo.InvariantCulture))) + " |");
            text.AppendLine("|---|" + string.Concat(group.First().Points.Select(_ => "---|")));
            foreach (var series in group)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {series.Verb} | {string.Join(" | ", series.Points.Select(point => $"{Number(point.Seconds.Median)} / {point.PeakMiB:0} / {point.Requests}"))} |");
            }
        }

        return text.ToString();
    }
}
