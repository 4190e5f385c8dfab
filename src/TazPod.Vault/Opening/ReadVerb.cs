using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Hosting;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Opening;

/// <summary>ReadSecret: writes the content of one file in a vault to the standard output. The vault is opened only in memory.</summary>
internal sealed class ReadVerb(VaultSession session, ReadOptions options)
{
    /// <summary>The verb.</summary>
    /// <remarks>Builds do not offer it: their logs are kept.</remarks>
    public static readonly VerbDefinition<ReadOptions, ReadResult> Definition =
        new(ReadResult.Name, "cat", "Writes a file in a vault to the standard output")
        {
            Details = "writes the content of `--path` to the standard output, and nothing else; `--from`: `local`, `latest`, an index or a stamp",
            Requests = "0; 1 for latest, 2 for a copy",
            Examples = ["db/password", "--from=latest kube/config"],
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.From, OptionCatalog.Path],
            Key = KeyUse.Open,
            Doors = VerbDoors.Tool,
            Positional = new Positional("PATH", OptionCatalog.Path),
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.Credentials] = "with --from=latest: credentials are missing or rejected",
                [ExitCode.NotFound] = "no such vault, or it has no such file",
                [ExitCode.StoreFailure] = "with --from=latest: the store cannot be reached, or failed",
            },
            OptionsOf = ReadOptions.Of,
            Run = static (session, options, cancel) => new ReadVerb(session, options).RunAsync(cancel),
        };

    public async Task<ReadResult> RunAsync(CancellationToken cancellationToken)
    {
        var path = options.Path ?? throw VaultErrors.InvalidSetting.With("no file was named", $"Name one; {ListResult.Name} lists the files of a vault.");
        if (session.Settings.ResultToStandardOutput)
        {
            throw VaultErrors.ContradictingSettings.With(
                "the content of a file and the result would both go to the standard output", "Name a file for the result, or leave it out.");
        }

        var output = session.Host.SecretOutput ?? throw VaultErrors.InvalidSetting.With("this program shows no secrets", "Use tazvault at a shell.");
        using var vault = await new VaultSource(session, options.From).OpenAsync(cancellationToken);
        var content = vault.ReadBytes(path);
        try
        {
            RequireText(output, content, path);
            Write(output, content);
            return new ReadResult(vault.Name, path, content.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    // A terminal obeys control characters, and whoever wrote the file chose them.
    private static void RequireText(ISecretOutput output, byte[] content, string path)
    {
        if (output.IsTerminal && !IsText(content))
        {
            throw VaultErrors.InvalidSetting.With(
                $"{EntryName.Quote(path)} is not plain text, and the standard output is a terminal", "Write it to a file or a pipe.");
        }
    }

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(content, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')))
            {
                return false;
            }

            content = content[length..];
        }

        return true;
    }

    private static void Write(ISecretOutput output, byte[] content)
    {
        try
        {
            output.Write(content);
        }
        catch (IOException exception)
        {
            throw FileFailures.Translate(exception, "the standard output cannot be written");
        }
    }
}
