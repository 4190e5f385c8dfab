using System.Collections;
using Microsoft.Build.Framework;

namespace TazPod.MSBuild.Tests.Support;

/// <summary>Records a task's messages to MSBuild.</summary>
/// <param name="heard">Called with every message.</param>
internal sealed class TaskLog(Action<string> heard) : IBuildEngine
{
    public List<string> Errors { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add($"{e.Code}: {e.Message}");

    public void LogWarningEvent(BuildWarningEventArgs e) => heard(e.Message!);

    public void LogMessageEvent(BuildMessageEventArgs e) => heard(e.Message!);

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;
}
