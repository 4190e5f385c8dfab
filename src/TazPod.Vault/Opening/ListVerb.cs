using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Opening;

/// <summary>ListSecrets: lists the files in a vault, which is opened only in memory. Writes nothing.</summary>
internal sealed class ListVerb(VaultSession session, ListOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<ListOptions, ListResult> Definition =
        new(ListResult.Name, "list", "Lists the files in a vault, without unlocking it")
        {
            Command = "ls",
            Details = "lists the files in a vault with their sizes, never a value; `--glob=\"db/*\"`, `--from`: `local`, `latest`, an index or a stamp",
            Requests = "0; 1 for latest, 2 for a copy",
            Examples = ["", "--from=latest --glob=\"db/*\""],
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.From, OptionCatalog.Glob],
            Key = KeyUse.Open,
            Positional = new Positional("GLOB", OptionCatalog.Glob),
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.Credentials] = "with --from=latest: credentials are missing or rejected",
                [ExitCode.NotFound] = "no such vault, or it has no file that matches",
                [ExitCode.StoreFailure] = "with --from=latest: the store cannot be reached, or failed",
            },
            OptionsOf = ListOptions.Of,
            Run = static (session, options, cancel) => new ListVerb(session, options).RunAsync(cancel),
        };

    public async Task<ListResult> RunAsync(CancellationToken cancellationToken)
    {
        using var vault = await new VaultSource(session, options.From).OpenAsync(cancellationToken);
        return new ListResult(vault.Name, vault.FilesThatMatch(options.Glob));
    }
}
