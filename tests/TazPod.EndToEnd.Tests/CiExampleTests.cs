using System.Globalization;
using System.Text.RegularExpressions;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;
using static TazPod.EndToEnd.Tests.Support.Sources;

namespace TazPod.EndToEnd.Tests;

/// <summary>The example pipelines in <c>docs/ci</c>, and those of this repository.</summary>
public sealed partial class CiExampleTests
{
    private const string Passphrase = "${{ secrets.VAULT_PASSPHRASE }}";
    private static readonly string[] ScriptKeys = ["run", "bash", "script", "after_script", "script-content"];
    private static readonly string[] FormElements = ["markdown", "textarea", "input", "dropdown", "checkboxes"];

    public static TheoryData<string> Workflows => [.. Names(".github/workflows", "*.yml")];

    public static TheoryData<string> Forms => [.. Names(".github/ISSUE_TEMPLATE", "*.yml")];

    [Theory]
    [InlineData("github.yml", 3)]
    [InlineData("azure.yml", 3)]
    [InlineData("gitlab.yml", 4)]
    [InlineData("teamcity.yml", 3)]
    public async Task Every_command_in_it_is_valid_shell(string name, int scripts)
    {
        var found = Scripts(Read($"docs/ci/{name}")).ToList();

        Assert.Equal(scripts, found.Count);
        foreach (var script in found)
            Assert.Equal(0, await BashAsync("-n", "-c", script));
    }

    [Fact]
    public async Task The_steps_for_GitHub_run()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the example is for Linux");
        using var place = await Place.PushedAsync();
        Directory.Delete(place.Path(".tazpod"), recursive: true);
        var steps = (List<object>)Node(Read("docs/ci/github.yml"), "jobs", "deploy", "steps");
        place.Environment.Remove("TAZPOD_PASSPHRASE_FILE");
        place.Environment["GITHUB_ACTIONS"] = "true";
        place.Environment["RUNNER_TEMP"] = place.Path("temporary");
        Directory.CreateDirectory(place.Path("temporary"));
        var outputs = new Dictionary<string, string>();
        var printed = "";
        foreach (var step in steps.Cast<Dictionary<object, object>>().Where(step => step.ContainsKey("run")))
        {
            if (step.TryGetValue("if", out var condition) && !Holds((string)condition, outputs))
                continue;
            var result = await RunAsync(place, step, outputs);
            Assert.True(result.ExitCode == 0, result.All);
            printed += result.All;
            foreach (var line in place.Read("outputs").Split('\n', StringSplitOptions.RemoveEmptyEntries))
                outputs[$"steps.{step.GetValueOrDefault("id")}.outputs.{line[..line.IndexOf('=', StringComparison.Ordinal)]}"] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        Assert.Equal("true", outputs["steps.vault.outputs.changed"]);
        Assert.Contains($"deploying with the secrets of {outputs["steps.vault.outputs.version"]}", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Place.Secret, printed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Path("temporary/secrets")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task A_workflow_of_this_repository_may_read_and_runs_pinned_actions_and_scripts_that_a_shell_can_read(string path)
    {
        var workflow = Map(Read(path));
        Assert.Equal(["name", "on", "permissions", "jobs"], workflow.Keys.Cast<string>().Except(["concurrency", "env"]));
        Assert.Equal(("contents", "read"), Assert.Single(Map(workflow["permissions"]).Select(right => ((string)right.Key, (string)right.Value))));

        var jobs = Map(workflow["jobs"]);
        foreach (var job in jobs.Values.Select(Map))
        {
            Assert.All(job.TryGetValue("needs", out var needs) ? Texts(needs) : [], need => Assert.Contains(need, jobs.Keys));
            if (job.TryGetValue("uses", out var other))
            {
                Assert.True(File.Exists(InRepository((string)other)), $"there is no {other}");
                continue;
            }

            Assert.Contains("runs-on", job.Keys);
            Assert.InRange(int.Parse((string)job["timeout-minutes"], CultureInfo.InvariantCulture), 1, 120);
            Assert.All(((List<object>)job["steps"]).Select(Map), step =>
            {
                Assert.NotEqual(step.ContainsKey("run"), step.ContainsKey("uses"));
                if (step.TryGetValue("uses", out var action))
                    Assert.Matches("^actions/[a-z-]+@[0-9a-f]{40}$", (string)action);
            });
        }

        foreach (var script in Scripts(workflow))
            Assert.Equal(0, await BashAsync("-n", "-c", script));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_issue_form_is_valid(string path)
    {
        var form = Map(Read(path));
        Assert.Equal(["name", "description", "labels", "body"], form.Keys.Cast<string>());
        var elements = ((List<object>)form["body"]).Select(Map).ToList();

        Assert.All(elements, element =>
        {
            Assert.Contains((string)element["type"], FormElements);
            Assert.NotEqual("", (string)Map(element["attributes"])[(string)element["type"] == "markdown" ? "value" : "label"]);
        });
        var ids = elements.Where(element => (string)element["type"] != "markdown").Select(element => (string)element["id"]).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Every_target_that_a_page_or_a_workflow_names_exists()
    {
        using var place = new Place();
        var tasks = TaskLine().Matches((await place.DoAsync("Default")).Output).Select(match => match.Groups[1].Value).ToHashSet();

        var named = Names("", "*.md").Concat(Names("docs", "*.md")).Concat(Names("docs/ci", "*")).Concat(Workflows.Select(row => row.Data))
            .SelectMany(path => Target().Matches(File.ReadAllText(InRepository(path))).Select(match => (Path: path, Target: match.Groups[1].Value)))
            .ToList();

        Assert.Contains(("CONTRIBUTING.md", "Test"), named);
        Assert.Empty(named.Where(name => !tasks.Contains(name.Target)).Distinct());
    }

    private static async Task<HostResult> RunAsync(Place place, Dictionary<object, object> step, Dictionary<string, string> outputs)
    {
        place.Write("outputs", "");
        place.Write("summary", "");
        var environment = new Dictionary<string, string>(place.Environment)
        {
            ["GITHUB_OUTPUT"] = place.Path("outputs"),
            ["GITHUB_STEP_SUMMARY"] = place.Path("summary"),
        };
        foreach (var (name, value) in step.TryGetValue("env", out var given) ? (Dictionary<object, object>)given : [])
            environment[(string)name] = Value((string)value, outputs);

        // Uses the host that was built with these tests instead of building one with build.sh.
        place.Write("step.sh", $"printf '#!/bin/sh\\nexec %s \"$@\"\\n' \"$*\" > build.sh\nchmod +x build.sh\nset -eo pipefail\n{step["run"]}\n");
        using var host = HostProcess.Start(place.Path(""), environment, wrapper: ["bash", "step.sh"]);
        return await host.EndAsync();
    }

    private static string Value(string text, Dictionary<string, string> outputs) =>
        text == Passphrase ? Place.Passphrase
        : text.StartsWith("${{ ", StringComparison.Ordinal) ? outputs[text[4..^3]]
        : text;

    private static bool Holds(string condition, Dictionary<string, string> outputs) =>
        condition == "always()" || (condition.Split(" == ") is [var name, var value] && outputs[name] == value.Trim('\''));

    private static async Task<int> BashAsync(params string[] arguments) => (await new TestCommand("bash", arguments).RunAsync()).ExitCode;

    private static IEnumerable<string> Scripts(object node) => node switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => ScriptKeys.Contains(pair.Key) ? Texts(pair.Value) : Scripts(pair.Value)),
        List<object> list => list.SelectMany(Scripts),
        _ => [],
    };

    private static IEnumerable<string> Texts(object node) => node is List<object> list ? list.Cast<string>() : [(string)node];

    private static IEnumerable<string> Names(string directory, string pattern) =>
        Directory.EnumerateFiles(InRepository(directory), pattern).Select(file => Path.Combine(directory, Path.GetFileName(file)).Replace('\\', '/'));

    // The help lists every task.
    [GeneratedRegex(@"^  ([A-Z]\w+)  ", RegexOptions.Multiline)]
    private static partial Regex TaskLine();

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();
}
