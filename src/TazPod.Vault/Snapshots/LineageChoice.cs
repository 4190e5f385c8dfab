using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>Finds out which lineage is meant.</summary>
internal static class LineageChoice
{
    /// <summary>The one that was named; else the one that was pushed last below the prefix; else, where a first push was cut off before it
    /// could say so, the only one that is there.</summary>
    /// <returns>The keys, or null when there is no lineage below the prefix.</returns>
    /// <exception cref="VaultException">7002 the global pointer cannot be used; 7005 several are there.</exception>
    public static async Task<LineageKeys?> FindAsync(VaultSession session, CancellationToken cancellationToken)
    {
        var prefix = session.Settings.LineagePrefix;
        if (session.Settings.Lineage is { } named)
        {
            return new LineageKeys(prefix, named);
        }

        var global = await PointerRead.ReadAsync(session.Remote.Store, LineageKeys.GlobalOf(prefix), prefix, null, cancellationToken);
        if (global.Problem is { } problem)
        {
            // A page of another server is no pointer either, and is not taken for one that is spoiled: such a server fails here.
            await session.Remote.Store.HeadObjectAsync(global.Key, cancellationToken);
            throw VaultErrors.LineageIncoherent.With(
                $"which lineage is meant cannot be told: what stands at '{global.Key}' in {session.Remote.Name} cannot be used: {problem}",
                "Name the lineage with --lineage.");
        }

        if (global.Pointer is { } pointer)
        {
            return new LineageKeys(prefix, pointer.Lineage);
        }

        var ids = await IdsAsync(session.Remote.Store, prefix, cancellationToken);
        return ids.Count switch
        {
            0 => null,
            1 => new LineageKeys(prefix, ids[0]),
            _ => throw VaultErrors.LineageUnclear.With(
                $"which lineage is meant cannot be told: there are {ids.Count} below '{prefix}' in {session.Remote.Name} and no global pointer",
                $"Name one with --lineage: {Named(ids)}."),
        };
    }

    /// <summary>The lineages below a prefix.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        var listed = await store.ListObjectsAsync($"{prefix}/", cancellationToken);
        return [.. listed.Select(found => LineageKeys.IdOf(prefix, found.Key)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Ids, for messages.</summary>
    public static string Named(IReadOnlyList<string> ids) => string.Join(", ", ids.Take(5)) + (ids.Count > 5 ? ", ..." : "");
}
