namespace TazPod.Testing;

/// <summary>An environment without any variable, and with a home that is not there: nothing of this machine's user is read.</summary>
public static class NoEnvironment
{
    /// <summary>Looks up a variable.</summary>
    public static string? Find(string name) => name == "HOME" ? "/nowhere" : null;
}
