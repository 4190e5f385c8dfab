using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>The file that a pull replaces, as it is before.</summary>
internal sealed class SnapshotTarget
{
    /// <summary>How long a download that is alive never rests.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly VaultSession session;
    private readonly FileFacts facts;
    private bool mustKeep;

    private SnapshotTarget(VaultSession session, string path, FileFacts facts, string? sha256)
    {
        this.session = session;
        this.facts = facts;
        Path = path;
        Sha256 = sha256;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of what it holds, lower-case hex; null when it is not there.</summary>
    public string? Sha256 { get; }

    /// <summary>Bytes.</summary>
    public long Size => facts.Size;

    /// <summary>Looks at it.</summary>
    /// <exception cref="VaultException">7009 no regular file; 6xxx it cannot be read.</exception>
    public static async Task<SnapshotTarget> ExamineAsync(VaultSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            var target = StagedFile.ResolveLink(path);
            var facts = FileFacts.Of(target);
            if (facts.Kind == FileKind.Missing)
            {
                return new SnapshotTarget(session, path, facts, null);
            }

            if (facts.Kind != FileKind.File)
            {
                throw VaultErrors.SnapshotRefused.With(
                    $"not pulled: '{path}' is a {facts.Kind.ToString().ToLowerInvariant()}, which no file replaces", "Name a file with --file.");
            }

            await using var stream = File.OpenRead(target);
            return new SnapshotTarget(
                session, path, facts, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{path}'");
        }
    }

    /// <summary>Refuses to replace what may be a snapshot that was never pushed: newer than the generation, and unknown to the pointer.</summary>
    /// <exception cref="VaultException">7011.</exception>
    public void RequireReplaceable(LineagePointer? pointer, Generation generation, bool force)
    {
        var isKnown = Sha256 is null || Sha256 == pointer?.Current?.Sha256 || Sha256 == pointer?.Previous?.Sha256;
        if (isKnown || facts.Modified <= generation.Created)
        {
            return;
        }

        mustKeep = force
            ? true
            : throw VaultErrors.SnapshotNewer.With(
                $"not pulled: '{Path}' is newer than generation {generation.Number}, and the lineage does not hold it",
                "Push it, pull into another --file, or PullSnapshot --force keeps it aside.");
    }

    /// <summary>After the file was replaced: it takes the generation's time, so that a later restore tells it from a newer file.</summary>
    public void TakeTimeOf(Generation generation)
    {
        try
        {
            File.SetLastWriteTimeUtc(Path, generation.Created.UtcDateTime);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            session.Output.Detail($"'{Path}' keeps its own time: {exception.Message}");
        }
    }

    /// <summary>Just before the file is replaced: gives what has to be kept another name.</summary>
    /// <returns>That name; null when nothing had to be kept.</returns>
    /// <exception cref="VaultException">4005 the file changed meanwhile; 6xxx it cannot be renamed.</exception>
    public string? SetAside()
    {
        try
        {
            var target = StagedFile.ResolveLink(Path);
            if (FileFacts.Of(target) != facts)
            {
                throw VaultErrors.WorkspaceBusy.With(
                    $"not pulled: another program wrote '{Path}' at the same time", "Run the same step again when nothing else writes there.");
            }

            if (!mustKeep)
            {
                return null;
            }

            var aside = BackupName.Name(stamp => $"{target}.{stamp}.local", session.Time);
            File.Move(target, aside);
            session.Output.Notice($"the file that was here is not in the lineage; it is kept as '{aside}'");
            return aside;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot set '{Path}' aside");
        }
    }
}
