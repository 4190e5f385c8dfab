using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verifying;

/// <summary>Compares only metadata: finds objects that cannot be vaults, archived objects, and contradicting labels. Needs no passphrase
/// and no content.</summary>
internal sealed class FastVerification(VaultSession session)
{
    private const int HeadsAtOnce = 8;
    private const int HashLength = 64;
    private static readonly string[] Hashes = [ObjectLabels.ContentSha256, ObjectLabels.VaultSha256, ObjectLabels.TreeMac];

    public async Task<IReadOnlyList<VerifiedVault>> RunAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var answers = new ObjectHead?[keys.Count];
        await Parallel.ForAsync(
            0,
            keys.Count,
            new ParallelOptions { MaxDegreeOfParallelism = HeadsAtOnce, CancellationToken = cancellationToken },
            async (index, cancel) => answers[index] = (await session.Remote.Store.HeadObjectAsync(keys[index], cancel)).Head);
        foreach (var gone in keys.Where((_, index) => answers[index] is null))
        {
            session.Output.Notice($"{ObjectKeys.NameOf(gone)} was removed at the same moment; it is not counted");
        }

        List<ObjectHead> heads = [.. answers.OfType<ObjectHead>()];
        return [.. heads.Select(head => Judge(head, heads))];
    }

    private static VerifiedVault Judge(ObjectHead head, List<ObjectHead> all)
    {
        if (!VaultFormat.Current.Admits(head.Size))
        {
            return Found(
                head, VaultCondition.Damaged, $"{head.Size} bytes; a vault has {VaultFormat.Current.MinimumSize} to {VaultFormat.Current.MaximumSize}");
        }

        if (head.IsArchived)
        {
            return Found(head, VaultCondition.Archived, Verification.WhyArchived);
        }

        if (Array.Find(Hashes, name => head.Label(name) is { } label && !IsHash(label)) is { } malformed)
        {
            return Found(head, VaultCondition.Mislabelled, $"{malformed} is not a hash");
        }

        return all.Find(other => Contradict(head, other)) is { } twin
            ? Found(head, VaultCondition.Mislabelled, $"vault-sha256 is the same as for {ObjectKeys.NameOf(twin.Key)}, but the bytes differ")
            : Found(head, VaultCondition.Present, null);
    }

    // The labels say that the bytes are the same; the store's metadata says that they differ.
    private static bool Contradict(ObjectHead one, ObjectHead other) =>
        one.Label(ObjectLabels.VaultSha256) is { } label && label == other.Label(ObjectLabels.VaultSha256)
        && (one.Size != other.Size || (one.ETagIsMd5 && other.ETagIsMd5 && one.ETag != other.ETag));

    private static bool IsHash(string label) => label.Length == HashLength && label.All(char.IsAsciiHexDigitLower);

    private static VerifiedVault Found(ObjectHead head, VaultCondition condition, string? detail) =>
        new(head.Key, ObjectKeys.NameOf(head.Key), head.Size, condition, condition != VaultCondition.Present, detail)
        {
            PushedAs = head.Label(ObjectLabels.HistoryKey),
        };
}
