using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Verifying;

/// <summary>VerifyVault: proves that the vaults in the store can be restored. Holds one vault at a time in memory, and nothing on
/// disk.</summary>
internal sealed class VerifyVerb(VaultSession session, VerifyOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<VerifyOptions, VerifyResult> Definition =
        new(VerifyResult.Name, "verify", "Proves that latest and the copies can be restored")
        {
            Details = "proves that latest and the copies can be restored, in memory; `--last=N`, `--fast`, `--repair-labels`",
            Requests = "1 per 1000, and 1 per vault",
            Examples = ["", "--last=10"],
            Reads = [.. SettingCatalog.OfStore, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.Index, OptionCatalog.At, OptionCatalog.Last, OptionCatalog.Fast, OptionCatalog.RepairLabels],
            NeedsStore = true,
            Key = KeyUse.Open,
            OptionsOf = VerifyOptions.Of,
            Run = static (session, options, cancel) => new VerifyVerb(session, options).RunAsync(cancel),
        };

    private readonly IObjectStore store = session.Remote.Store;

    public async Task<VerifyResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Fast)
        {
            session.Passphrases.Require();
        }

        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        if (listing.Latest is null && listing.Restorable.Count == 0)
        {
            throw VaultErrors.ObjectNotFound.With(
                $"nothing has been pushed to {session.Remote.Name} yet, so there is nothing to verify", "Run PushVault first, or check the bucket and endpoint.");
        }

        var keys = Targets(listing);
        var vaults = options.Fast
            ? await new FastVerification(session).RunAsync(keys, cancellationToken)
            : await VerifyAllAsync(keys, SizesIn(listing), cancellationToken);
        if (listing.Latest is null && options.Copy.IsLatest)
        {
            vaults = [new VerifiedVault(ObjectKeys.Latest, "latest", 0, VaultCondition.Missing, true, "there are copies, but no latest"), .. vaults];
        }

        var missing = MissingCopy(listing, vaults);
        vaults = Placement.Judge(vaults);
        return new VerifyResult(session.Remote.Name, options.Fast, missing is null ? vaults : [.. vaults, missing]);
    }

    private static Dictionary<string, long> SizesIn(HistoryListing listing)
    {
        var sizes = listing.Copies.Concat(listing.Pins).ToDictionary(copy => copy.Key, copy => copy.Size);
        sizes[ObjectKeys.Latest] = listing.Latest?.Size ?? 0;
        return sizes;
    }

    private async Task<IReadOnlyList<VerifiedVault>> VerifyAllAsync(
        IReadOnlyList<string> keys, Dictionary<string, long> sizes, CancellationToken cancellationToken)
    {
        List<VerifiedVault> vaults = [];
        using var whole = session.Output.Whole($"verifying {ByteSize.Count(keys.Count, "vault")}", keys.Sum(key => sizes[key]));
        foreach (var key in keys)
        {
            if (await new Verification(session, key, options.RepairLabels).RunAsync(cancellationToken) is { } vault)
            {
                vaults.Add(vault);
            }
            else if (key == ObjectKeys.Latest)
            {
                vaults.Add(new VerifiedVault(key, "latest", 0, VaultCondition.Missing, true, "it was removed at the same moment"));
            }
            else
            {
                session.Output.Notice($"{ObjectKeys.NameOf(key)} was removed at the same moment; it is not counted");
            }

            whole.Finish(sizes[key]);
        }

        return vaults;
    }

    // A pinned copy is stored as two objects, and either of them may be the only one left.
    private IReadOnlyList<string> Targets(HistoryListing listing)
    {
        var selector = options.Copy;
        IEnumerable<HistoryCopy> chosen = selector.IsLatest
            ? listing.Restorable.Take(options.Last ?? int.MaxValue)
            : [new CopyChoice(session).Choose(listing, selector)];
        var stamps = chosen.Select(copy => copy.Stamp).ToHashSet();
        return
        [
            .. selector.IsLatest && listing.Latest is not null ? [ObjectKeys.Latest] : Array.Empty<string>(),
            .. listing.Copies.Concat(listing.Pins).Where(copy => stamps.Contains(copy.Stamp))
                .OrderByDescending(copy => copy.Stamp).Select(copy => copy.Key),
        ];
    }

    // The only copy whose name is known from elsewhere: latest's label names its copy. An older copy with the same bytes is not that copy.
    private VerifiedVault? MissingCopy(HistoryListing listing, IReadOnlyList<VerifiedVault> vaults)
    {
        if (listing.Latest is not { } latest || !options.Copy.IsLatest)
        {
            return null;
        }

        var named = vaults.FirstOrDefault(vault => vault.Key == ObjectKeys.Latest)?.PushedAs;
        var pushedAs = named is null ? null : ObjectKeys.StampOf(named);
        if (listing.OfVersion(latest.ETag, latest.Size, pushedAs).Any() || (named is not null && listing.Copies.Any(copy => copy.Key == named)))
        {
            return null;
        }

        if (pushedAs is not null)
        {
            return new VerifiedVault(
                named!, ObjectKeys.NameOf(named!), 0, VaultCondition.Missing, true,
                $"latest names this copy, but it was removed, or its push has not finished; {HistoryResult.WhatCreatesIt}");
        }

        session.Output.Notice($"latest has no history copy yet; {HistoryResult.WhatCreatesIt}");
        return null;
    }
}
