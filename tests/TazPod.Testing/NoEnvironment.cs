namespace TazPod.Testing;

/// <summary>An environment without variables and with a home that does not exist, so that nothing of this machine's user is read.</summary>
public static class NoEnvironment
{
    /// <summary>Looks up a variable.</summary>
    public static string? Find(string name) => name == "HOME" ? "/nowhere" : null;
}
