namespace TazPod.Vault.Doors.Ci;

/// <summary>A CI system: how it is recognised, how it names a run, and what it understands besides plain lines.</summary>
/// <remarks>The commands of some are lines of the log that their runner takes out of it. Where no runner reads the log, as in a
/// container that was only given the variables, everybody would see them: there is no CI system in such a place.</remarks>
internal abstract class CiSystem
{
    private const int CommitLength = 12;

    /// <summary>Whether its variables are there. They may have been passed on to a place where its runner is not.</summary>
    public abstract bool IsDetected { get; }

    /// <summary>Whether its runner is there, which takes commands.</summary>
    public virtual bool HasRunner => false;

    /// <summary>Its name, and the project, number and commit of the run; null where its variables do not say.</summary>
    public virtual string? Run => null;

    /// <summary>Whether there is a page for what a step did.</summary>
    public virtual bool HasSummary => false;

    /// <summary>Whether values can be taken out of everything that is logged from now on.</summary>
    public virtual bool CanMask => false;

    /// <summary>Takes a value of one line out of everything that is logged from now on.</summary>
    public virtual void Mask(string value)
    {
    }

    public virtual void BeginGroup(string name)
    {
    }

    public virtual void EndGroup(string name)
    {
    }

    /// <summary>Shows a failure where people look first. It fails nothing by itself.</summary>
    public virtual void Annotate(string code, string line)
    {
    }

    /// <summary>Sets outputs of one line each, for later steps.</summary>
    public virtual void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> outputs)
    {
    }

    public virtual void AddSummary(string markdown)
    {
    }

    /// <summary>A run in one line, out of what the variables say.</summary>
    protected static string? NameRun(string system, string? project, string? number, string? commit) => number is null
        ? null
        : string.Join(' ', new[] { system, project, $"run {number}", commit?[..Math.Min(CommitLength, commit.Length)] }.OfType<string>());

    /// <summary>Text with some characters replaced, each on its own, as the commands of most systems want it.</summary>
    protected static string Escaped(string text, params (char Plain, string Escaped)[] escapes) => string.Concat(
        text.Select(character => escapes.FirstOrDefault(escape => escape.Plain == character).Escaped ?? character.ToString()));
}
