using System.Globalization;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Whose files are believed: those of who runs this, of root, of who called sudo; and where root works in somebody's
/// directory, theirs. Modes do not count: volumes have odd ones.</summary>
internal sealed class OwnerRule(UserIdentity? identity, uint? sudoCaller, string? workingDirectory, bool isTold)
{
    /// <summary>Whether <c>TAZPOD_TRUST_CONFIG</c> says to believe everything.</summary>
    public bool IsTold => isTold;

    public static OwnerRule Of(SettingsSources sources)
    {
        var identity = sources.Identity;
        return new OwnerRule(
            identity,
            UserOf(sources.Environment.GetValueOrDefault("SUDO_UID")),
            identity is { IsRoot: true } ? sources.WorkingDirectory : null,
            TrustSwitch.IsOn(sources.Environment));
    }

    /// <summary>The same without what a workspace may be believed for beyond who runs this: for files of the home directory.</summary>
    public OwnerRule ForHome() => new(identity, sudoCaller, workingDirectory: null, isTold: false);

    /// <summary>Judges what a path leads to, and every link of its last component.</summary>
    public OwnerVerdict Judge(string path)
    {
        uint? owner = null;
        try
        {
            var facts = FileFacts.Of(path);
            if (facts.Kind == FileKind.Missing)
            {
                return new OwnerVerdict(path, facts.Kind, Belief.NotJudged);
            }

            owner = facts.Owner;
            if (facts.Kind != FileKind.Link)
            {
                return new OwnerVerdict(path, facts.Kind, BeliefIn(facts.Owner), facts.Owner);
            }

            var links = new List<string>();
            var target = RealPath.Of(Path.Combine(RealPath.Of(Path.GetDirectoryName(path)!), Path.GetFileName(path)), links);
            return links.Select(FileFacts.Of).FirstOrDefault(link => BeliefIn(link.Owner) == Belief.None) is { } foreign
                ? new OwnerVerdict(path, FileKind.Link, Belief.None, foreign.Owner)
                : Judge(target) with { Path = path };
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return new OwnerVerdict(path, FileKind.Missing, Belief.Unreadable, owner);
        }
    }

    /// <summary>Whether what this user owns is believed.</summary>
    public Belief BeliefIn(uint owner) => identity is null ? Belief.NotJudged
        : owner == identity.User ? Belief.Ours
        : owner == 0 ? Belief.Roots
        : owner == sudoCaller ? Belief.SudoCallers
        : workingDirectory is not null && owner == FileFacts.Of(RealPath.Of(workingDirectory)).Owner ? Belief.WorkingDirectoryOwners
        : isTold ? Belief.Told
        : Belief.None;

    /// <summary>Whose it is and why that counts, as the end of a sentence.</summary>
    public string Explain(OwnerVerdict judgement)
    {
        if (identity is null)
        {
            return judgement.Belief == Belief.Unreadable ? "it cannot be read" : "owners are not judged on this system";
        }

        var belongs = judgement.Owner is { } owner ? $"it belongs to {identity.Describe(owner)}" : "its owner cannot be seen";
        return judgement.Belief switch
        {
            Belief.Ours => $"{belongs}, who runs this",
            Belief.SudoCallers => $"{belongs}, who called sudo",
            Belief.WorkingDirectoryOwners => $"{belongs}, as the working directory does",
            Belief.Told => $"{belongs}, and {TrustSwitch.Variable} is set",
            Belief.Unreadable => $"it cannot be read, and {belongs}",
            Belief.None => $"{belongs}, and this runs as {identity.Describe(identity.User)}",
            _ => belongs,
        };
    }

    private static uint? UserOf(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
}
