using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Memory;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Secrets.Editing;

/// <summary>EditSecret: opens a file of the vault in an editor, and saves the vault if the file was changed. The file is never on a
/// disk.</summary>
/// <remarks>The workspace is locked only while the vault is saved: an editor can be open for hours.</remarks>
internal sealed class EditVerb(VaultSession session, EditOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<EditOptions, EditResult> Definition =
        new(EditResult.Name, "edit", "Opens a file in the vault in an editor, and saves the vault")
        {
            Details = "opens `--path` in `$VISUAL` or `$EDITOR`, in memory, and saves the vault if it was changed; a secrets directory without edits follows ([RUN.md](RUN.md#an-editor))",
            Requests = "0",
            Examples = ["db/password", "--resume"],
            Reads =
            [
                SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common,
            ],
            Options = [OptionCatalog.Path, OptionCatalog.Resume, OptionCatalog.Discard, OptionCatalog.Force, OptionCatalog.AllowDisk],
            Key = KeyUse.Seal,
            Writes = true,
            Lock = LockUse.WhenNeeded,
            IsRefusedDuringMerge = true,
            Doors = VerbDoors.Tool,
            Positional = new Positional("PATH", OptionCatalog.Path),
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.NotFound] = "no such vault, or it has no such file",
                [ExitCode.Conflict] = "the file or the secrets directory has changed; an edit is never lost",
            },
            OptionsOf = EditOptions.Of,
            Run = static (session, options, cancel) => new EditVerb(session, options).RunAsync(cancel),
        };

    private readonly string vaultFile = session.Workspace.Location.File;

    public async Task<EditResult> RunAsync(CancellationToken cancellationToken)
    {
        RequireOneTask();
        if (!options.Discard)
        {
            new EditSaving(session, options).RequireNoOtherEdits("not edited", cancellationToken);
        }

        var left = EditedFile.LeftOf(Places, vaultFile);
        try
        {
            EditedFile[] named = [.. left.Where(file => options.Path is null || file.Path == options.Path)];
            Mention(left.Except(named));
            return options.Discard ? Discard(named)
                : options.Resume ? await EditAsync(Only(named), cancellationToken)
                : await BeginAsync(named, cancellationToken);
        }
        finally
        {
            foreach (var file in left)
            {
                file.Dispose();
            }
        }
    }

    private MemoryPlaces Places => session.Host.MemoryPlaces ?? MemoryPlaces.Of(session.Host.Environment);

    private void RequireOneTask()
    {
        if (options is { Resume: true, Discard: true })
        {
            throw VaultErrors.ContradictingSettings.With("--resume and --discard exclude each other; nothing was done", "Use only one of them.");
        }

        if (options is { Path: null, Resume: false, Discard: false })
        {
            throw VaultErrors.InvalidSetting.With("no file was named", $"Name one; {ListResult.Name} lists the files of a vault.");
        }
    }

    private void Mention(IEnumerable<EditedFile> others)
    {
        foreach (var file in others.Where(IsWorthKeeping))
        {
            session.Output.Notice(
                $"an earlier edit of {EntryName.Quote(file.Path)} was not saved: {EditResult.Name} {file.Path} --resume continues it, {EditResult.Name} {file.Path} --discard removes it");
        }
    }

    private EditResult Discard(IReadOnlyList<EditedFile> files)
    {
        foreach (var file in files)
        {
            file.Remove();
        }

        return Result(false, files) with { Discarded = true };
    }

    private EditedFile Only(IReadOnlyList<EditedFile> files) => files switch
    {
        [var only] => only,
        [] => throw VaultErrors.EntryNotFound.With(
            $"there is no unsaved edit{(options.Path is { } path ? $" of {EntryName.Quote(path)}" : "")} for '{vaultFile}'",
            $"{EditResult.Name} without --resume begins one. An edit that is open in an editor is not found."),
        _ => throw VaultErrors.InvalidSetting.With(
            $"there are unsaved edits of {string.Join(", ", files.Select(file => EntryName.Quote(file.Path)))}", "Name the file."),
    };

    private async Task<EditResult> BeginAsync(IReadOnlyList<EditedFile> left, CancellationToken cancellationToken)
    {
        using var file = await OpenAsync(left, cancellationToken);
        return await EditAsync(file, cancellationToken);
    }

    private async Task<EditedFile> OpenAsync(IReadOnlyList<EditedFile> left, CancellationToken cancellationToken)
    {
        using var vault = await new VaultSource(session, TreeSelector.Local).OpenAsync(cancellationToken);
        var content = vault.ReadBytes(options.Path!);
        try
        {
            RequireNoneLeft(left, EditedFile.Sha256Of(content));
            return EditedFile.Create(Places, options.AllowDisk, vaultFile, options.Path!, content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    // One that was saved, or never changed, is worth nothing.
    private static void RequireNoneLeft(IReadOnlyList<EditedFile> left, string inVault)
    {
        foreach (var file in left)
        {
            if (HashOf(file) is { } hash && hash != inVault && hash != file.OriginalSha256)
            {
                throw VaultErrors.SecretsEdited.With(
                    $"an earlier edit of {EntryName.Quote(file.Path)} was not saved",
                    $"Continue it with {EditResult.Name} --resume, or remove it with {EditResult.Name} --discard.");
            }

            file.Remove();
        }
    }

    private async Task<EditResult> EditAsync(EditedFile file, CancellationToken cancellationToken)
    {
        try
        {
            var editor = new Editor(session);
            var exitCode = await editor.RunAsync(file, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return await FinishAsync(file, editor.Name, exitCode, cancellationToken);
        }
        catch
        {
            KeepIfChanged(file);
            throw;
        }
    }

    private async Task<EditResult> FinishAsync(EditedFile file, string editor, int exitCode, CancellationToken cancellationToken)
    {
        var content = file.Read();
        try
        {
            if (exitCode != 0 || content is null)
            {
                throw VaultErrors.CommandFailed.With(
                    exitCode != 0
                        ? $"not saved: the editor '{editor}' ended with exit code {exitCode}"
                        : $"not saved: the editor '{editor}' removed the file",
                    "The vault is unchanged.");
            }

            if (EditedFile.Sha256Of(content) == file.OriginalSha256)
            {
                file.Remove();
                return Result(false, [file]);
            }

            var directory = await session.HoldAsync(
                EditResult.Name, () => new EditSaving(session, options).SaveAsync(file, content, cancellationToken), cancellationToken);
            file.Remove();
            return Result(true, [file]) with { SecretsDirectory = directory };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private void KeepIfChanged(EditedFile file)
    {
        if (IsWorthKeeping(file))
        {
            session.Output.Notice(
                $"the edit of {EntryName.Quote(file.Path)} is kept in '{file.Directory}': {EditResult.Name} --resume continues it, {EditResult.Name} --discard removes it");
        }
        else
        {
            file.Remove();
        }
    }

    private static bool IsWorthKeeping(EditedFile file)
    {
        try
        {
            return HashOf(file) is { } hash && hash != file.OriginalSha256;
        }
        catch (VaultException)
        {
            // The user can see what it is.
            return true;
        }
    }

    private static string? HashOf(EditedFile file)
    {
        var content = file.Read();
        try
        {
            return content is null ? null : EditedFile.Sha256Of(content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private EditResult Result(bool saved, IReadOnlyList<EditedFile> files) =>
        new(saved, [.. files.Select(file => file.Path)], vaultFile, null);
}
