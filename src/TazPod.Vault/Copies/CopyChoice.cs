using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Copies;

/// <summary>Finds the copy selected by <c>--index</c> or <c>--at</c>, including pinned copies.</summary>
internal sealed class CopyChoice(VaultSession session)
{
    /// <exception cref="VaultException">2003: there is no such copy.</exception>
    public HistoryCopy Choose(HistoryListing listing, CopySelector selector)
    {
        var copies = listing.Restorable;
        if (copies.Count == 0)
        {
            throw VaultErrors.CopyNotFound.With(
                $"there is no history copy in {session.Remote.Name}", "Omit --index and --at to use latest, if there is one.");
        }

        if (selector.Index is { } index)
        {
            return index <= copies.Count
                ? copies[index - 1]
                : throw VaultErrors.CopyNotFound.With(
                    $"there is no copy {index}: {session.Remote.Name} has {ByteSize.Count(copies.Count, "history copy", "history copies")}",
                    copies.Count == 1 ? "Choose 1; ListHistory shows it." : $"Choose 1 (the newest) to {copies.Count}; ListHistory shows them.");
        }

        var instant = selector.NotAfter!.Value;
        var chosen = copies.FirstOrDefault(copy => copy.Stamp.Time <= instant)
            ?? throw VaultErrors.CopyNotFound.With(
                $"no copy in {session.Remote.Name} is as old as {new Stamp(instant)}; the oldest is {copies[^1].Stamp}",
                "ListHistory shows the existing copies.");
        session.Output.Notice($"the newest copy not later than {new Stamp(instant)} is {chosen.Stamp}");
        return chosen;
    }
}
