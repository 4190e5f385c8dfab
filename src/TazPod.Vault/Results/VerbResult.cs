using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of a verb. Every door prints it, and <c>--result</c> writes it as JSON.</summary>
public abstract record VerbResult
{
    /// <summary>The verb's name, the same as the task's: <c>PushVault</c>.</summary>
    public abstract string Verb { get; }

    /// <summary>One stable word for scripts, for example <c>pushed</c> or <c>unchanged</c>.</summary>
    public abstract string Status { get; }

    /// <summary>One line for display.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether anything changed, here or in the store.</summary>
    public abstract bool Changed { get; }

    /// <summary>The reason why the step must fail although the verb finished; null if there is none. The doors print the result and then
    /// fail with it.</summary>
    [JsonIgnore]
    public virtual VaultException? Failure => null;

    /// <summary>The stable code of <see cref="Failure"/>; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code => Failure?.Error.Code;

    /// <summary>What to do next after <see cref="Failure"/>; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint => Failure?.Hint;

    /// <summary>Notices that did not stop the verb, one line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
