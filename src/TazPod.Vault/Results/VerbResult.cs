using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>What a verb did: what every door prints, and what <c>--result</c> writes as JSON.</summary>
public abstract record VerbResult
{
    /// <summary>The verb's name, as the task is called: <c>PushVault</c>.</summary>
    public abstract string Verb { get; }

    /// <summary>One stable word for scripts, for example <c>pushed</c> or <c>unchanged</c>.</summary>
    public abstract string Status { get; }

    /// <summary>One line for people.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether anything changed, here or in the store.</summary>
    public abstract bool Changed { get; }

    /// <summary>What makes the step fail although the verb ran to its end and this is what it found; null when nothing does. The doors
    /// print the result and then fail with it.</summary>
    [JsonIgnore]
    public virtual VaultException? Failure => null;

    /// <summary>The stable code of <see cref="Failure"/>; null when nothing fails.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code => Failure?.Error.Code;

    /// <summary>What to do next after <see cref="Failure"/>; null when nothing fails.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint => Failure?.Hint;

    /// <summary>Things to know that did not stop the verb, one line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
