using Cake.Common.Build;
using Cake.Core;

namespace Cake.TazPod.Internal.Ci;

/// <summary>What a CI system understands beside plain lines. This one understands nothing: there is none.</summary>
/// <remarks>The commands of some are lines of the log that their runner takes out of it. Where no runner reads the log, as in a
/// container that only got its variables, they would stand there for everybody: such a place is no CI system.</remarks>
internal class CiSystem
{
    /// <summary>Whether there is a page for what a step did.</summary>
    public virtual bool HasSummary => false;

    /// <summary>Whether values can be taken out of everything that is logged from now on.</summary>
    public virtual bool CanMask => false;

    /// <summary>The system that Cake finds, where its runner is there too.</summary>
    public static CiSystem Of(ICakeContext context, TextWriter log, TimeProvider time)
    {
        var environment = context.Environment.GetEnvironmentVariable;
        CiSystem? gitHub = GitHubActions.TryFind(environment, log), azure = AzurePipelines.TryFind(environment, log),
            gitLab = GitLabCi.TryFind(environment, log, time), teamCity = TeamCity.TryFind(environment, log);
        if ((gitHub ?? azure ?? gitLab ?? teamCity) is null)
        {
            // Without a runner Cake need not be asked, which makes a provider for each of fifteen systems.
            return new CiSystem();
        }

        return context.BuildSystem() switch
        {
            { IsRunningOnGitHubActions: true } => gitHub,
            { IsRunningOnAzurePipelines: true } => azure,
            { IsRunningOnGitLabCI: true } => gitLab,
            { IsRunningOnTeamCity: true } => teamCity,
            _ => null,
        } ?? new CiSystem();
    }

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

    /// <summary>Hands values of one line to later steps.</summary>
    public virtual void Hand(IReadOnlyList<KeyValuePair<string, string>> values)
    {
    }

    public virtual void Summarize(string markdown)
    {
    }

    /// <summary>Text with some characters replaced, each on its own, as the commands of most systems want it.</summary>
    protected static string Escaped(string text, params (char Plain, string Escaped)[] escapes) => string.Concat(
        text.Select(character => escapes.FirstOrDefault(escape => escape.Plain == character).Escaped ?? character.ToString()));
}
