namespace TazPod.EndToEnd.Tests.Support;

/// <summary>A program that runs verbs.</summary>
public enum Door
{
    /// <summary>The Cake host of this repository.</summary>
    Build,

    /// <summary>The command <c>tazvault</c>.</summary>
    Tool,
}
