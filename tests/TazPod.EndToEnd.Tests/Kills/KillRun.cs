using System.Diagnostics;
using System.Text;
using TazPod.Testing.S3.Faults;
using TazPod.Tracing;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>Kills the verbs of a scene one after the other, and counts the kills.</summary>
internal sealed class KillRun(Scene scene, Random random)
{
    private readonly StringBuilder table = new("verb                        steps  kills at steps  requests  kills at requests  at random\n");

    private readonly bool isThorough = Effort.Most > 10;

    public List<string> Broken { get; } = [];

    public string Table => table.ToString();

    public async Task TryAsync(Scenario scenario)
    {
        scenario.Stage();
        var before = scene.Now();
        scene.Endpoint.ResetRequests();
        var watch = Stopwatch.StartNew();
        var (undisturbed, steps) = await scene.TraceAsync(Plan.Watch, scenario.Target, scenario.Arguments);
        var time = watch.Elapsed;
        Assert.True(undisturbed.ExitCode == scenario.Ends[0], $"{scenario.Name}: {undisturbed.All}");
        var judge = new Judge(scene, scenario, before, scene.Now());
        var requests = scene.Endpoint.Requests.Count;

        var chosen = Effort.Choose(steps, random);
        foreach (var step in chosen)
            await JudgeAsync(scenario, judge, $"before step {step.Number} ({step})", () => AtStepAsync(scenario, step.Number));
        for (var request = 1; request <= requests; request++)
        {
            await JudgeAsync(scenario, judge, $"after request {request}", () => AtRequestAsync(scenario, request, Fault.HangAfterCommit));
            if (isThorough)
                await JudgeAsync(scenario, judge, $"at request {request}", () => AtRequestAsync(scenario, request, Fault.Hang));
        }

        var atRandom = isThorough ? Math.Min(Effort.Most / 4, 25) : random.Next(3) / 2;
        for (var i = 0; i < atRandom; i++)
        {
            var after = random.NextDouble() * time;
            await JudgeAsync(scenario, judge, $"after {after.TotalMilliseconds:0} ms", () => AtRandomAsync(scenario, after));
        }

        table.AppendLine($"{scenario.Name,-28}{steps.Count,5}{chosen.Count,16}{requests,10}{(isThorough ? 2 : 1) * requests,19}{atRandom,11}");
    }

    private async Task JudgeAsync(Scenario scenario, Judge judge, string when, Func<Task> kill)
    {
        scenario.Stage();
        await kill();
        List<string> broken = [.. judge.AfterKill()];
        var again = await scene.RunAsync(scenario.Target, scenario.Arguments);
        broken.AddRange(judge.AfterRerun(again.ExitCode));
        if (broken.Count > 0)
            Broken.Add($"{scenario.Name} killed {when}: {string.Join("; ", broken)}{(scenario.Ends.Contains(again.ExitCode) ? "" : $"\n{again.Error.Trim()}")}");
    }

    private async Task AtStepAsync(Scenario scenario, int step)
    {
        var (result, _) = await scene.TraceAsync(Plan.KillAt(step), scenario.Target, scenario.Arguments);
        Assert.True(result.ExitCode == 137, $"{scenario.Name}, step {step}: {result.All}");
    }

    private async Task AtRequestAsync(Scenario scenario, int request, Fault hang)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Endpoint.Faults.OnNth(request, Fault.Before(() => { arrived.TrySetResult(); }));
        scene.Endpoint.Faults.OnNth(request, hang);
        using var host = scene.Start(scenario.Target, scenario.Arguments);
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2));
        host.Kill();
        await host.EndAsync();
        scene.Endpoint.Faults.Clear();
    }

    private async Task AtRandomAsync(Scenario scenario, TimeSpan after)
    {
        using var host = scene.Start(scenario.Target, scenario.Arguments);
        await Task.Delay(after);
        host.Kill();
        await host.EndAsync();
    }
}
