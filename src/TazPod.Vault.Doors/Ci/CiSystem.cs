namespace TazPod.Vault.Doors.Ci;

/// <summary>A CI system: how it is detected, how it names a run, and which commands it supports.</summary>
/// <remarks>The commands of some systems are log lines that the runner removes from the log. Without a runner, as in a container that only
/// has the variables, these lines would stay visible. There is no CI system in such a place.</remarks>
internal abstract class CiSystem
{
    private const int CommitLength = 12;

    /// <summary>Whether its variables are set. They can be passed on to a place without its runner.</summary>
    public abstract bool IsDetected { get; }

    /// <summary>Whether its runner is present and reads commands.</summary>
    public virtual bool HasRunner => false;

    /// <summary>Its name and the project, number and commit of the run; null when its variables do not contain them.</summary>
    public virtual string? Run => null;

    /// <summary>Whether it has a page for the summary of a step.</summary>
    public virtual bool HasSummary => false;

    /// <summary>Whether it can mask values in everything that is logged from now on.</summary>
    public virtual bool CanMask => false;

    /// <summary>Whether it shows an annotated failure in the log, too. Printed as well, it would be there twice.</summary>
    public virtual bool ShowsFailures => false;

    /// <summary>Masks a single-line value in everything that is logged from now on.</summary>
    public virtual void Mask(string value)
    {
    }

    public virtual void BeginGroup(string name)
    {
    }

    public virtual void EndGroup(string name)
    {
    }

    /// <summary>Shows a failure prominently. This does not fail the step.</summary>
    /// <param name="code">The code of the failure.</param>
    /// <param name="line">The line that describes it, which begins with the code.</param>
    public virtual void Annotate(string code, string line)
    {
    }

    /// <summary>Sets single-line outputs for later steps.</summary>
    public virtual void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> outputs)
    {
    }

    public virtual void AddSummary(string markdown)
    {
    }

    /// <summary>Describes a run in one line, from the values of the variables.</summary>
    protected static string? NameRun(string system, string? project, string? number, string? commit) => number is null
        ? null
        : string.Join(' ', new[] { system, project, $"run {number}", commit?[..Math.Min(CommitLength, commit.Length)] }.OfType<string>());

    /// <summary>The text with some characters escaped, each separately, as the commands of most systems require.</summary>
    protected static string Escaped(string text, params (char Plain, string Escaped)[] escapes) => string.Concat(
        text.Select(character => escapes.FirstOrDefault(escape => escape.Plain == character).Escaped ?? character.ToString()));
}
