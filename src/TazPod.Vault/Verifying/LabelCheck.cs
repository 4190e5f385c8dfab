using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verifying;

/// <summary>Compares the labels of an intact vault with its content, and corrects them if requested.</summary>
internal sealed class LabelCheck(VaultSession session, bool repairs)
{
    /// <param name="head">The object.</param>
    /// <param name="facts">The facts found by opening it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VerifiedVault> RunAsync(ObjectHead head, VaultFacts facts, CancellationToken cancellationToken)
    {
        (string Name, string? Right)[] known =
        [
            (ObjectLabels.ContentSha256, facts.ContentSha256),
            (ObjectLabels.VaultSha256, facts.VaultSha256),
            (ObjectLabels.TreeMac, facts.TreeMac),
        ];
        var wrong = known.Where(label => label.Right is not null && head.Label(label.Name) is { } said && said != label.Right).ToList();
        if (wrong.Count == 0)
        {
            return Found(head, VaultCondition.Whole, null);
        }

        var names = string.Join(", ", wrong.Select(label => label.Name));
        if (!repairs)
        {
            return Found(head, VaultCondition.Mislabelled, $"{names}; --repair-labels corrects it");
        }

        var labels = new Dictionary<string, string>(head.Metadata);
        foreach (var (name, right) in wrong)
        {
            labels[name] = right!;
        }

        return await RepairAsync(head, facts.VaultSha256, labels, cancellationToken) is { } why
            ? Found(head, VaultCondition.Mislabelled, $"{names}; not repaired: {why}")
            : Found(head, VaultCondition.Repaired, names);
    }

    // A copy has a single writer, so the store can copy it onto itself. At latest, that could undo a push between the copy's read and its
    // write. Only a compare-and-swap of exactly the bytes that were checked is safe there.
    private async Task<string?> RepairAsync(
        ObjectHead head, string sha256, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        if (head.Key != ObjectKeys.Latest)
        {
            try
            {
                await new ServerCopy(session).RunAsync(head, head.Key, labels, cancellationToken);
                return null;
            }
            catch (VaultException failure) when (failure.Error == VaultErrors.CopyNotFound)
            {
                return "it was removed or replaced at the same moment";
            }
        }

        if (await session.Remote.ConditionsAsync(head, cancellationToken) != ConditionSupport.Honoured)
        {
            return "the store does not honour conditional writes, so another push could be undone";
        }

        // Read again, because opening the vault consumed the bytes that were checked.
        await using var download = await session.Remote.Store.GetVersionAsync(head.Key, head.ETag, cancellationToken);
        using var arriving = new IncomingVault(head.Size, null);
        if (download.Head is null
            || (await Download.CopyAsync(session, download, Stream.Null, "reading latest again", wantsMd5: false, cancellationToken, arriving)).Sha256 != sha256)
        {
            return "latest was pushed at the same moment";
        }

        using var whole = arriving.Whole(sha256);
        var put = await session.Remote.Store.PutObjectAsync(
            head.Key, whole.ReadBytes(), labels, WriteCondition.IfMatch(head.ETag), cancellationToken: cancellationToken);
        return put.Outcome == PutOutcome.Stored ? null : "latest was pushed at the same moment";
    }

    // PullVault treats a wrong vault-sha256 as damage. The other labels only cost an extra check.
    private static VerifiedVault Found(ObjectHead head, VaultCondition condition, string? detail) => new(
        head.Key,
        ObjectKeys.NameOf(head.Key),
        head.Size,
        condition,
        condition == VaultCondition.Mislabelled && detail!.Contains(ObjectLabels.VaultSha256, StringComparison.Ordinal),
        detail)
    {
        PushedAs = head.Label(ObjectLabels.HistoryKey),
    };
}
