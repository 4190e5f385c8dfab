namespace TazPod.Vault.Doors.Tests.Support;

internal static class Variables
{
    /// <summary>An environment with only these variables.</summary>
    public static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value).GetValueOrDefault;
}
