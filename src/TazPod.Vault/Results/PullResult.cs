using System.Globalization;
using TazPod.Vault.Text;

namespace TazPod.Vault.Results;

/// <summary>What PullVault did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Key">The object that was pulled: latest or a history copy.</param>
/// <param name="Stamp">Its stamp, where known.</param>
/// <param name="VaultBytes">Bytes of the vault.</param>
/// <param name="ContentSha256">The content hash, where known.</param>
/// <param name="Opened">Whether it was opened with the passphrase at hand before it replaced anything.</param>
/// <param name="PushedBy">Who pushed it, where known.</param>
/// <param name="SetAside">Where the file that stood here before was kept, when it was nowhere else.</param>
/// <param name="Difference">How it differs from the vault that was here; null when there was none, or one of them was not opened.</param>
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
    /// <summary>Whether there was a passphrase to open it with.</summary>
    public bool HadPassphrase { get; init; }

    /// <summary>Whether a hash of the bytes was compared, with the one of the push or with the store's; false when nothing was pulled.</summary>
    public bool Verified { get; init; }

    /// <summary>The ETag, unquoted, of the object that was pulled; null where it was not asked for.</summary>
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
                _ => $"{(Verified ? "verified" : "nothing vouches for its bytes")}, {NotOpened}",
            };
            return $"pulled {Version} from {Store} into '{VaultFile}' ({ByteSize.Format(VaultBytes)}{by}): {check}"
                + (Difference is null ? "" : $"; {Difference}");
        }
    }

    private string NotOpened => HadPassphrase ? "and the passphrase given does not open it" : "not opened (no passphrase at hand)";

    private string Version => Key == History.ObjectKeys.Latest
        ? Stamp is null ? "latest" : $"latest ({Stamp})"
        : $"copy {Stamp}";
}
