using Microsoft.Build.Framework;
using TazPod.MSBuild.Internal;
using TazPod.Vault;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using BuildTask = Microsoft.Build.Utilities.Task;

namespace TazPod.MSBuild;

/// <summary>Runs one verb of the vault as an MSBuild task. Each target of this package is one call of it.</summary>
/// <remarks>No parameter takes a secret: parameters end up in binary logs.</remarks>
public sealed class VaultTask : BuildTask, ICancelableTask, IDisposable
{
    // Longer than any pull takes, and shorter than the timeout of a pipeline.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The verb, by the name of its target: PullVault, PushVault and so on.</summary>
    [Required]
    public string Verb { get; set; } = "";

    /// <summary>Settings by argument name, without dashes; the metadata <c>Value</c> holds the value. For an empty value, the setting is
    /// read from the environment, <c>.tazpod/config.yaml</c>, or is the default.</summary>
    public ITaskItem[] Settings { get; set; } = [];

    /// <summary>The user's project: relative paths start in its directory, and errors point to it.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The directory of this package. It contains the error list that the diagnostics link to.</summary>
    [Required]
    public string Package { get; set; } = "";

    /// <summary>Whether an unreachable store is a warning instead of an error. The default is false.</summary>
    public bool Optional { get; set; }

    /// <summary>The outcome: the verb's name, with every single value of its result as metadata.</summary>
    [Output]
    public ITaskItem? Outcome { get; private set; }

    /// <summary>The history copies that PruneHistory removed, or would remove: the stamp, with <c>Key</c> and <c>Size</c> as
    /// metadata.</summary>
    [Output]
    public ITaskItem[] PrunedCopies { get; private set; } = [];

    /// <summary>Whether anything changed, here or in the store: <c>true</c> or <c>false</c>.</summary>
    [Output]
    public string Changed { get; private set; } = "false";

    /// <summary>One stable word, such as <c>pulled</c> or <c>unchanged</c>; <c>unreachable</c> if that was tolerated.</summary>
    [Output]
    public string Status { get; private set; } = "";

    /// <summary>One line for users.</summary>
    [Output]
    public string Summary { get; private set; } = "";

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => cancellation.Dispose();

    /// <inheritdoc/>
    public override bool Execute()
    {
        LoadedSettings? loaded = null;
        var file = new ResultFile(null);
        try
        {
            var global = GlobalProperties.NamesOf(BuildEngine);
            GlobalProperties.RequireKnown(global);
            loaded = VaultSettingsLoader.Load(PropertyNames.Sources(Settings, ProjectFile, global));
            file = ResultFile.Of(loaded.Settings, output: null);
            file.RequireNoDirectory();
            var result = Run(FindVerb(loaded), loaded);
            file.Write(result);
            Take(result);
            if (result.Failure is { } found)
            {
                Report(found, PlainLine(found));
            }
        }
        catch (Exception exception)
        {
            Fail(FailureLine.Classify(Verb, exception, cancellation.IsCancellationRequested), file);
        }
        finally
        {
            loaded?.Settings.Passphrase?.Dispose();
        }

        return !Log.HasLoggedErrors;
    }

    private VerbResult Run(Verb verb, LoadedSettings loaded)
    {
        var host = DoorHost.Of(new TaskObserver(Log), Environment.GetEnvironmentVariable) with { KnowsSecrets = ProjectSecrets.AreNamed(loaded) };
        var service = VaultService.Open(loaded.Settings, host, loaded.Options);
        try
        {
            // Run on another thread: MSBuild's own should not run task continuations.
            return Task.Run(() => RunInTurnAsync(service, verb), CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            if (service.Credentials is { } credentials)
            {
                Log.LogMessage(MessageImportance.Low, "{0}", $"credentials: {credentials}");
            }
        }
    }

    // Projects are built in parallel, and several can use the same vault.
    private async Task<VerbResult> RunInTurnAsync(VaultService service, Verb verb)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await service.RunAsync(verb, cancellation.Token);
            }
            catch (VaultException busy) when (busy.Error == VaultErrors.WorkspaceBusy && TimeProvider.System.GetElapsedTime(since) < Turn)
            {
                // The session said that it waits.
            }
        }
    }

    private Verb FindVerb(LoadedSettings loaded)
    {
        var verb = VaultVerbs.Find(Verb);
        if (verb?.Doors.HasFlag(VerbDoors.MSBuild) != true)
        {
            throw VaultErrors.InvalidSetting.With(
                $"the verb '{Verb}' of the task VaultTask is unknown", "Set Verb to the name of one of this package's targets, such as PullVault.");
        }

        ProjectSecrets.RequireNamed(verb, loaded);
        return verb;
    }

    private void Take(VerbResult result)
    {
        foreach (var notice in result.Notices)
        {
            Say(PropertyNames.InPlaceOfArguments(notice));
        }

        // In the form of MSBuild's own "App -> App.dll": the terminal logger shows no other message of a project, hence the table is in it.
        Summary = PropertyNames.InPlaceOfArguments(result.Summary);
        var table = new ResultLines(TimeProvider.System, int.MaxValue).Of(PropertyNames.InPlaceOfArguments(result));
        Say([$"{Path.GetFileNameWithoutExtension(ProjectFile)} -> {Summary}", .. table]);

        Outcome = ResultItems.Of(result, Summary);
        PrunedCopies = result is PruneResult prune ? ResultItems.Of(prune.Pruned) : [];
        (Changed, Status) = (result.Changed ? "true" : "false", result.Status);
    }

    private void Fail(VaultException failure, ResultFile file)
    {
        foreach (var notice in failure.Notices)
        {
            Say(PropertyNames.InPlaceOfArguments(notice));
        }

        Summary = PlainLine(failure);
        Status = Report(failure, Summary) ? "failed" : "unreachable";
        Outcome = ResultItems.Of(Verb, Status, Summary);
        if (file.TryWrite(FailureResult.Of(Verb, failure)) is { } unwritten)
        {
            Say(unwritten);
        }

        if (failure.Error == VaultErrors.Unexpected)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", failure.InnerException?.ToString() ?? "");
        }
    }

    // Returns whether the build fails with it.
    private bool Report(VaultException failure, string line)
    {
        if (Optional && failure.Error == VaultErrors.StoreUnreachable)
        {
            Log.LogWarning(null, failure.Error.Code, null, HelpLink, ProjectFile, 0, 0, 0, 0, "{0}", line);
            return false;
        }

        Log.LogError(null, failure.Error.Code, null, HelpLink, ProjectFile, 0, 0, 0, 0, "{0}", line);
        return true;
    }

    private static string PlainLine(VaultException failure) =>
        FailureLine.Of(PropertyNames.InPlaceOfArguments(failure))[(failure.Error.Code.Length + 2)..];

    private string HelpLink => new Uri(Path.Combine(Path.GetFullPath(Package), "docs", "ERRORS.md")).AbsoluteUri;

    private void Say(params IEnumerable<string> lines) =>
        Log.LogMessage(MessageImportance.High, "{0}", string.Join(Environment.NewLine, lines.Select(PlainText.OneLine)));
}
