using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>The facts about one vault file, kept in <c>sync.json</c> beside it.</summary>
/// <remarks>Every fact is bound to bytes by their SHA-256, or to an ETag. So a lost or outdated file costs a request to the store but never
/// causes a wrong decision.</remarks>
internal sealed class SyncState
{
    private const int LargestBytes = 64 << 20;
    private readonly VaultLocation location;
    private SyncDocument document;
    private SyncDocument kept;

    private SyncState(VaultLocation location, SyncDocument document)
    {
        this.location = location;
        this.document = kept = document;
    }

    /// <summary>The recorded state of this vault file.</summary>
    public FileState File => document.Files.TryGetValue(location.Name, out var state) ? state : new FileState();

    /// <summary>The key for fingerprints that never leave this workspace. Created when first needed.</summary>
    public byte[] LocalKey()
    {
        if (document.LocalKey.Length == 0)
        {
            document = document with { LocalKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) };
        }

        return Encoding.ASCII.GetBytes(document.LocalKey);
    }

    /// <summary>Distinguishes this workspace from others of the same user and host. It reveals nothing about the key that it is derived
    /// from.</summary>
    public string WorkspaceId() => Convert.ToHexStringLower(HMACSHA256.HashData(LocalKey(), "workspace"u8).AsSpan(0, 4));

    /// <summary>Loads the file. An unreadable file counts as empty, with a notice.</summary>
    public static SyncState Load(VaultLocation location, Action<string> notice)
    {
        try
        {
            if (OwnFile.Read(location.SyncState, LargestBytes) is not { } json)
            {
                return new SyncState(location, new SyncDocument());
            }

            var version = SyncJson.VersionOf(json);
            return version <= SyncDocument.CurrentVersion
                ? new SyncState(location, SyncJson.Read(json))
                : throw VaultErrors.InvalidSetting.With(
                    $"'{location.SyncState}' was written by a newer version of this tool (layout {version})",
                    "Use that version here, or delete the file: its content is then read from the store again.");
        }
        catch (JsonException)
        {
            notice($"'{location.SyncState}' cannot be read and will be created again; the store is asked instead");
            return new SyncState(location, new SyncDocument());
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot read '{location.SyncState}'");
        }
    }

    /// <summary>The facts about these bytes, or null if the recorded facts are about other bytes.</summary>
    public VaultFacts? FactsOf(string vaultSha256) => File.Facts is { } facts && facts.VaultSha256 == vaultSha256 ? facts : null;

    /// <summary>The last known state of this store's latest; empty at first contact.</summary>
    public RemoteFacts Remote(string endpoint, string bucket, string key) =>
        File.Remotes.FirstOrDefault(new RemoteFacts(endpoint, bucket, key).IsAtPlaceOf) ?? new RemoteFacts(endpoint, bucket, key);

    /// <summary>The version in the store that the vault file descends from; null if unknown.</summary>
    public StoredVersion? Base => File.Remotes.LastOrDefault(remote => remote.SyncedSha256 is not null)?.Base;

    /// <summary>The highest number of a revision known here: that of the vault file, or of the latest of a store; 0 for none.</summary>
    public long HighestRevision => File.Remotes.Select(remote => remote.OpenedRevision).Append(File.Facts?.Revision?.Number ?? 0).Max();

    /// <summary>The vault that this secrets directory was last unlocked from or saved to; null if that never happened here.</summary>
    public SecretsFacts? Secrets(string directory) => File.Secrets.TryGetValue(directory, out var facts) ? facts : null;

    /// <summary>The version in the store that a secrets directory descends from; null if unknown.</summary>
    public StoredVersion? BaseOf(SecretsFacts secrets) =>
        secrets.Base ?? File.Remotes.FirstOrDefault(remote => remote.SyncedSha256 == secrets.VaultSha256)?.Base;

    /// <summary>Records facts about the vault file's bytes. If the remote holds the same bytes, the facts are recorded there,
    /// too.</summary>
    public void Bind(VaultFacts facts)
    {
        if (File.Facts != facts)
        {
            Update(File with
            {
                Facts = facts,
                Remotes = [.. File.Remotes.Select(remote => remote.With(facts))],
            });
        }
    }

    /// <summary>Records the state of a remote.</summary>
    /// <param name="remote">The state.</param>
    /// <param name="isSynced">Whether the vault file was just found, or made, identical to a remote version.</param>
    public void Bind(RemoteFacts remote, bool isSynced = false)
    {
        remote = remote.With(File.Facts);
        RemoteFacts[] others = [.. File.Remotes.Where(other => !other.IsAtPlaceOf(remote))];
        var isKnown = others.Length < File.Remotes.Count;
        RemoteFacts[] remotes = isSynced || !isKnown
            ? [.. others, remote]
            : [.. File.Remotes.Select(other => other.IsAtPlaceOf(remote) ? remote : other)];
        if (!remotes.SequenceEqual(File.Remotes))
        {
            Update(File with { Remotes = remotes });
        }

        if (isSynced && remote.Base is { } version)
        {
            RebaseSecrets(version);
        }
    }

    /// <summary>Records a merge that waits for a user; null removes the record.</summary>
    public void BindMerge(PendingMerge? merge) => Update(File with { Merge = merge });

    /// <summary>Records the vault that a secrets directory comes from; null removes the record.</summary>
    public void BindSecrets(string directory, SecretsFacts? facts)
    {
        var secrets = new Dictionary<string, SecretsFacts>(File.Secrets);
        if (facts is null)
        {
            secrets.Remove(directory);
        }
        else
        {
            secrets[directory] = facts;
        }

        Update(File with { Secrets = secrets });
    }

    /// <summary>Writes the file atomically, if anything has changed.</summary>
    public void Save()
    {
        if (document != kept)
        {
            StagedFile.ReplaceOwn(location.SyncState, SyncJson.Write(document));
            kept = document;
        }
    }

    // Directories with the content of a version descend from it, whatever they descended from before.
    private void RebaseSecrets(StoredVersion version)
    {
        foreach (var (directory, facts) in File.Secrets.Where(entry => entry.Value.VaultSha256 == version.VaultSha256 && entry.Value.Base != version).ToList())
        {
            BindSecrets(directory, facts with { Base = version });
        }
    }

    private void Update(FileState state) =>
        document = document with { Files = new Dictionary<string, FileState>(document.Files) { [location.Name] = state } };
}
