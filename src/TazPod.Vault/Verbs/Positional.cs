using TazPod.Vault.Settings;

namespace TazPod.Vault.Verbs;

/// <summary>What a verb takes on a command line besides options.</summary>
/// <param name="Syntax">How its help shows it, such as <c>GLOB</c> or <c>-- COMMAND</c>.</param>
/// <param name="Option">The option that it is a short form of.</param>
public sealed record Positional(string Syntax, SettingDefinition Option)
{
    /// <summary>Whether it is a program and its arguments, which follow <c>--</c>. False by default: a single name.</summary>
    public bool IsCommand { get; init; }
}
