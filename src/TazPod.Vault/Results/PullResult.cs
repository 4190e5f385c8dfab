using System.Globalization;
using TazPod.Vault.Text;

namespace TazPod.Vault.Results;

/// <summary>The result of PullVault.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Key">The object that was pulled: latest or a history copy.</param>
/// <param name="Stamp">Its stamp, if known.</param>
/// <param name="VaultBytes">Bytes of the vault.</param>
/// <param name="ContentSha256">The content hash, if known.</param>
/// <param name="Opened">Whether it was opened with the available passphrase before it replaced anything.</param>
/// <param name="PushedBy">Who pushed it, if known.</param>
/// <param name="SetAside">The path where the previous local file was kept, if it was not stored anywhere else.</param>
/// <param name="Difference">How it differs from the previous local vault; null if there was none, or one of them was not opened.</param>
public sealed record PullResult(
    PullOutcome Outcome,
    string VaultFile,
    string Store,
    string Key,
    string? Stamp,
    long VaultBytes,
    string? ContentSha256,
    bool Opened,
    string? PushedBy,
    string? SetAside,
    TreeCounts? Difference) : VerbResult
{
    /// <summary>Whether a passphrase was available to open it.</summary>
    public bool HadPassphrase { get; init; }

    /// <summary>Whether the bytes were checked against a hash from the push or from the store; false if nothing was pulled.</summary>
    public bool Verified { get; init; }

    /// <summary>The ETag, unquoted, of the object that was pulled; null if it was not requested.</summary>
    public string? ETag { get; init; }

    internal const string Name = "PullVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Outcome.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool Changed => Outcome == PullOutcome.Pulled;

    /// <inheritdoc/>
    public override string Summary
    {
        get
        {
            if (Outcome == PullOutcome.Unchanged)
            {
                return $"unchanged: '{VaultFile}' is {Version} of {Store}";
            }

            var by = PushedBy is null ? "" : $", pushed by {PrintableText.OneLine(PushedBy)}";
            var check = (Verified, Opened) switch
            {
                (true, true) => "verified and opened",
                (false, true) => "opened",
                _ => $"{(Verified ? "verified" : "its bytes could not be verified")}, {NotOpened}",
            };
            return $"pulled {Version} from {Store} into '{VaultFile}' ({ByteSize.Format(VaultBytes)}{by}): {check}"
                + (Difference is null ? "" : $"; {Difference}");
        }
    }

    private string NotOpened => HadPassphrase ? "and the given passphrase does not open it" : "not opened (no passphrase available)";

    private string Version => Key == History.ObjectKeys.Latest
        ? Stamp is null ? "latest" : $"latest ({Stamp})"
        : $"copy {Stamp}";
}
