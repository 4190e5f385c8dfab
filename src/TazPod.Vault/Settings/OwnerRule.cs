using System.Globalization;
using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Decides whose files are trusted: those of the current user, of root, and of the user who called sudo. If root works in another
/// user's directory, that user's files are trusted, too. Modes are not checked, because volumes often have unusual ones.</summary>
internal sealed class OwnerRule(UserIdentity? identity, uint? sudoCaller, string? workingDirectory, bool trustsAll)
{
    /// <summary>Whether <c>TAZPOD_TRUST_CONFIG</c> says to trust everything.</summary>
    public bool TrustsAll => trustsAll;

    public static OwnerRule Of(SettingsSources sources)
    {
        var identity = sources.Identity;
        return new OwnerRule(
            identity,
            UserOf(sources.Environment.GetValueOrDefault("SUDO_UID")),
            identity is { IsRoot: true } ? sources.WorkingDirectory : null,
            TrustSwitch.IsOn(sources.Environment));
    }

    /// <summary>The rule for files in the home directory, which does not include the extra trust that a workspace can get.</summary>
    public OwnerRule ForHome() => new(identity, sudoCaller, workingDirectory: null, trustsAll: false);

    /// <summary>Judges the target of a path, and every link that its last component leads through.</summary>
    public OwnerVerdict Judge(string path)
    {
        uint? owner = null;
        try
        {
            var facts = FileFacts.Of(path);
            if (facts.Kind == FileKind.Missing)
            {
                return new OwnerVerdict(path, facts.Kind, OwnerTrust.NotJudged);
            }

            owner = facts.Owner;
            if (facts.Kind != FileKind.Link)
            {
                return new OwnerVerdict(path, facts.Kind, TrustIn(facts.Owner), facts.Owner);
            }

            var links = new List<string>();
            var target = RealPath.Of(Path.Combine(RealPath.Of(Path.GetDirectoryName(path)!), Path.GetFileName(path)), links);
            return links.Select(FileFacts.Of).FirstOrDefault(link => TrustIn(link.Owner) == OwnerTrust.None) is { } foreign
                ? new OwnerVerdict(path, FileKind.Link, OwnerTrust.None, foreign.Owner)
                : Judge(target) with { Path = path };
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return new OwnerVerdict(path, FileKind.Missing, OwnerTrust.Unreadable, owner);
        }
    }

    /// <summary>Whether files of this owner are trusted.</summary>
    public OwnerTrust TrustIn(uint owner) => identity is null ? OwnerTrust.NotJudged
        : owner == identity.User ? OwnerTrust.Ours
        : owner == 0 ? OwnerTrust.Roots
        : owner == sudoCaller ? OwnerTrust.SudoCallers
        : workingDirectory is not null && owner == FileFacts.Of(RealPath.Of(workingDirectory)).Owner ? OwnerTrust.WorkingDirectoryOwners
        : trustsAll ? OwnerTrust.Environment
        : OwnerTrust.None;

    /// <summary>Explains the owner and the reason for the verdict, in words that fit the end of a sentence.</summary>
    public string Explain(OwnerVerdict judgement)
    {
        if (identity is null)
        {
            return judgement.Trust == OwnerTrust.Unreadable ? "it cannot be read" : "owners are not checked on this system";
        }

        var belongs = judgement.Owner is { } owner ? $"it belongs to {identity.Describe(owner)}" : "its owner cannot be determined";
        return judgement.Trust switch
        {
            OwnerTrust.Ours => $"{belongs}, the current user",
            OwnerTrust.SudoCallers => $"{belongs}, the user who called sudo",
            OwnerTrust.WorkingDirectoryOwners => $"{belongs}, like the working directory",
            OwnerTrust.Environment => $"{belongs}, and {TrustSwitch.Variable} is set",
            OwnerTrust.Unreadable => $"it cannot be read, and {belongs}",
            OwnerTrust.None => $"{belongs}, but the current user is {identity.Describe(identity.User)}",
            _ => belongs,
        };
    }

    private static uint? UserOf(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
}
