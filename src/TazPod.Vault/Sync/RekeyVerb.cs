using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>RekeyVault: seals the same secrets with a new passphrase, locally and at latest; with <c>--history</c> in the copies,
/// too.</summary>
/// <remarks>Everything is replaced in one step with bytes that were opened with the new passphrase before. So at any time, everything opens
/// with the old or the new passphrase. The work of an interrupted run is recognised by opening it.</remarks>
internal sealed class RekeyVerb(VaultSession session, RekeyOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<RekeyOptions, RekeyResult> Definition =
        new(RekeyResult.Name, "rekey", "Changes the passphrase of vault and latest; --history: copies")
        {
            Details = "seals the same secrets with a new passphrase, locally and at latest; `--history`: every copy, too",
            Requests = "6, 2 more per copy",
            Examples = ["", "--new-passphrase-file=new.txt --history"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, "retention", "keep last", "keep daily",
            "keep weekly", "keep monthly", .. SettingCatalog.OfPassphrase, "unsafe store", "lineage", "new passphrase file",
            "allow odd passphrase", .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Force, OptionCatalog.WithHistory],
            NeedsStore = true,
            Key = KeyUse.Seal,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            BeforeLock = static session => session.Workspace.RequireVaultFile(),
            OptionsOf = RekeyOptions.Of,
            Run = static (session, options, cancel) => new RekeyVerb(session, options).RunAsync(cancel),
        };

    public async Task<RekeyResult> RunAsync(CancellationToken cancellationToken)
    {
        var old = session.Passphrases.Require();
        using var next = session.Passphrases.RequireNew();
        var passphrase = next.ForNewVault();
        using var local = session.Workspace.RequireVault(cancellationToken);

        // A file with a trailing line end has two variants, and a vault can change from one to the other.
        var isKnown = old.ForOpening.Any(candidate => candidate.Bytes.SequenceEqual(passphrase.Bytes));
        if (UnsealedVault.Opens(local, passphrase))
        {
            RequireNew(isKnown, old, next);

            // An earlier run got this far.
            LookInto(local, next);
        }
        else
        {
            await ResealAsync(local, old, passphrase, cancellationToken);
        }

        var push = await new PushVerb(session, options.Push).RunAsync(cancellationToken);
        if (!isKnown)
        {
            session.Output.Notice($"use the new passphrase from now on: {old.Origin} no longer opens this vault");
        }

        var copies = await new HistoryRekey(session, options.WithHistory, old, passphrase).RunAsync(cancellationToken);
        if (options.WithHistory)
        {
            await NoteLineagesAsync(cancellationToken);
        }

        return new RekeyResult(
            push.Outcome == PushOutcome.Pushed,
            session.Workspace.Location.File,
            session.Remote.Name,
            push.Stamp,
            options.WithHistory,
            copies.Resealed,
            copies.Left);
    }

    private async Task ResealAsync(
        LocalVault local, PassphraseCandidates old, Passphrase passphrase, CancellationToken cancellationToken)
    {
        LookInto(local, old);

        // Fails before anything changes locally if a push would be refused. That check may have to download latest, so no memory is held
        // meanwhile.
        await new PushVerb(session, options.Push).RequirePushableAsync(local, cancellationToken);
        new LocalGuard(session, options.Force).KeepPending(local);
        using var content = UnsealedVault.OpenInPlace(local, old, session.Workspace.Location.File);
        var next = VaultRevision.After(session.Workspace.State.HighestRevision, session.Time.GetUtcNow());
        using var resealed = new Resealing(content, passphrase, next);
        LocalVault.RequireUnchanged(local, session.Workspace.Location.File);
        StagedFile.ReplaceOwn(session.Workspace.Location.Target, resealed.Image.Span);
        session.Workspace.State.Bind(resealed.Facts with { LocalMac = session.Workspace.State.FactsOf(local.Sha256)?.LocalMac });
        Sidecar.Write(session.Workspace.Location, resealed.Facts.ContentSha256!);
        session.Workspace.State.Save();
    }

    private void LookInto(LocalVault local, PassphraseCandidates candidates)
    {
        using var content = UnsealedVault.OpenInPlace(local, candidates, session.Workspace.Location.File);
        var facts = content.FactsFor(local);
        session.Workspace.State.Bind(content.ReadManifest() is { } held ? facts with { LocalMac = session.Workspace.LocalMac(held) } : facts);
    }

    // A generation must match its pointer byte for byte, so only later pushes replace it.
    private async Task NoteLineagesAsync(CancellationToken cancellationToken)
    {
        var ids = await LineageChoice.IdsAsync(session.Remote.Store, LineageKeys.VaultPrefix, cancellationToken);
        if (ids.Count > 0)
        {
            session.Output.Notice(
                $"generations are not re-sealed (lineage {LineageChoice.Named(ids)}): each keeps its passphrase until two more pushes with --lineage have replaced it");
        }
    }

    // If the old passphrase has a second variant, vaults sealed with that may still be in the history.
    private void RequireNew(bool isKnown, PassphraseCandidates old, PassphraseCandidates next)
    {
        if (isKnown && !(options.WithHistory && old.ForOpening.Count > 1))
        {
            throw VaultErrors.InvalidSetting.With(
                $"not re-sealed: {next.Origin} holds the same passphrase as {old.Origin}",
                "Set the current passphrase as usual, and the new one with --new-passphrase-file.");
        }
    }
}
