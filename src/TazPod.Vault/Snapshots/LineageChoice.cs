using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>Determines which lineage is meant.</summary>
internal static class LineageChoice
{
    /// <summary>The named lineage. If none is named, the one that was pushed last below the prefix. If a first push was interrupted before
    /// it could record that, the only existing one.</summary>
    /// <returns>The keys, or null when there is no lineage below the prefix.</returns>
    /// <exception cref="VaultException">7002: the global pointer cannot be used; 7013: it is another tool's; 7005: there are several lineages.</exception>
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
            // A page from another server is not a pointer either, but must not be reported as a damaged one. With such a server, this
            // request fails.
            await session.Remote.Store.HeadObjectAsync(global.Key, cancellationToken);
            if (global.IsForeign)
            {
                throw ForeignLineage.Of(session, global.Key);
            }

            throw VaultErrors.LineageIncoherent.With(
                $"the lineage cannot be determined: the pointer '{global.Key}' in {session.Remote.Name} cannot be used: {problem}",
                "Specify the lineage with --lineage.");
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
                $"the lineage cannot be determined: there are {ids.Count} below '{prefix}' in {session.Remote.Name}, and no global pointer",
                $"Specify one with --lineage: {Named(ids)}."),
        };
    }

    /// <summary>The lineages below a prefix.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        var listed = await store.ListObjectsAsync($"{prefix}/", cancellationToken);
        return [.. listed.Select(found => LineageKeys.IdOf(prefix, found.Key)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Lists ids, for messages.</summary>
    public static string Named(IReadOnlyList<string> ids) => string.Join(", ", ids.Take(5)) + (ids.Count > 5 ? ", ..." : "");
}
