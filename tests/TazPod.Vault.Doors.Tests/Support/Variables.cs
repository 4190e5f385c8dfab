namespace TazPod.Vault.Doors.Tests.Support;

internal static class Variables
{
    /// <summary>An environment of these variables and no other.</summary>
    public static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value).GetValueOrDefault;
}
