using System.Diagnostics;
using System.Runtime.CompilerServices;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;
using YamlDotNet.Serialization;

namespace TazPod.EndToEnd.Tests;

/// <summary>The pipelines that <c>docs/ci</c> shows.</summary>
public sealed class CiExampleTests
{
    private const string Passphrase = "${{ secrets.VAULT_PASSPHRASE }}";
    private static readonly string[] ScriptKeys = ["run", "bash", "script", "after_script", "script-content"];

    [Theory]
    [InlineData("github.yml", 3)]
    [InlineData("azure.yml", 3)]
    [InlineData("gitlab.yml", 4)]
    [InlineData("teamcity.yml", 3)]
    public async Task Every_command_in_it_can_be_read_by_a_shell(string name, int scripts)
    {
        var found = Scripts(Read(name)).ToList();

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
        var steps = (List<object>)Node(Read("github.yml"), "jobs", "deploy", "steps");
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

        // The host that was built with these tests, in place of the one that build.sh would build first.
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

    private static object Node(object node, params string[] path) =>
        path.Aggregate(node, (at, name) => ((Dictionary<object, object>)at)[name]);

    private static object Read(string name, [CallerFilePath] string here = "") => new Deserializer().Deserialize<object>(
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "ci", name)))!;
}
