using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>The file that a pull replaces, as it was before.</summary>
internal sealed class SnapshotTarget
{
    /// <summary>A download that was idle for this long is no longer running.</summary>
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

    /// <summary>SHA-256 of its content, lower-case hex; null if it does not exist.</summary>
    public string? Sha256 { get; }

    /// <summary>Bytes.</summary>
    public long Size => facts.Size;

    /// <summary>Examines the file.</summary>
    /// <exception cref="VaultException">7009: it is not a regular file; 6xxx: it cannot be read.</exception>
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
                    $"not pulled: '{path}' is a {facts.Kind.ToString().ToLowerInvariant()}, which cannot be replaced with a file", "Specify a file with --file.");
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

    /// <summary>Refuses to replace a file that may be a snapshot that was never pushed: newer than the generation, and not named by the
    /// pointer.</summary>
    /// <exception cref="VaultException">7011: it may be one.</exception>
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
                "Push it with PushSnapshot, pull into another --file, or keep it under another name with PullSnapshot --force.");
    }

    /// <summary>Gives the replaced file the generation's time, so that a later restore can distinguish it from a newer file.</summary>
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

    /// <summary>Called just before the file is replaced: renames a file that has to be kept.</summary>
    /// <returns>The new name; null if nothing had to be kept.</returns>
    /// <exception cref="VaultException">4005: the file changed meanwhile; 6xxx: it cannot be renamed.</exception>
    public string? SetAside()
    {
        try
        {
            var target = StagedFile.ResolveLink(Path);
            if (FileFacts.Of(target) != facts)
            {
                throw VaultErrors.WorkspaceBusy.With(
                    $"not pulled: another program changed '{Path}' at the same time", "Run the same step again when nothing else is writing there.");
            }

            if (!mustKeep)
            {
                return null;
            }

            var aside = BackupName.Name(stamp => $"{target}.{stamp}.local", session.Time);
            File.Move(target, aside);
            session.Output.Notice($"the previous file is not in the lineage; it is kept as '{aside}'");
            return aside;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot rename '{Path}'");
        }
    }
}
