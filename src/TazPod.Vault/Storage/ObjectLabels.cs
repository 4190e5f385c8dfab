using System.Globalization;

namespace TazPod.Vault.Storage;

/// <summary>The metadata keys of latest and its copies. The values are ASCII, less than 2 KB in total, and never secret.</summary>
internal static class ObjectLabels
{
    /// <summary>Part of the contract: SHA-256 of the tar.gz plaintext, lower-case hex.</summary>
    public const string ContentSha256 = "content-sha256";

    /// <summary>SHA-256 of the object's own bytes, lower-case hex.</summary>
    public const string VaultSha256 = "vault-sha256";

    /// <summary>Keyed fingerprint of the secrets tree: equal only for the same secrets under the same passphrase.</summary>
    public const string TreeMac = "tree-mac";

    /// <summary>The number of the revision sealed into the vault. A claim, like every label.</summary>
    public const string Revision = "vault-revision";

    /// <summary>The id of that revision, 32 hex digits.</summary>
    public const string RevisionId = "vault-id";

    /// <summary>The history key of this content.</summary>
    public const string HistoryKey = "history-key";

    /// <summary>How many copies pushes keep: the pusher's own number, or a larger one that another machine recorded before.</summary>
    public const string Retention = "retention";

    /// <summary>Who recorded that number, <c>user@host/workspace</c>. Only a push from that workspace lowers it.</summary>
    public const string RetentionBy = "retention-by";

    /// <summary>Who pushed, <c>user@host</c>.</summary>
    public const string PushedBy = "pushed-by";

    /// <summary>The CI run or commit that pushed, if known.</summary>
    public const string PushedFrom = "pushed-from";

    /// <summary>Why a copy was pinned. Everything but printable ASCII, and <c>%</c>, is written as <c>%NN</c> of its UTF-8.</summary>
    public const string PinNote = "pin-note";

    /// <summary>Who pinned a copy, <c>user@host</c>.</summary>
    public const string PinnedBy = "pinned-by";

    /// <summary>Identifies the store on which conditional writes were seen to be honoured.</summary>
    public const string Conditions = "conditions";

    /// <summary>The number of the revision that an object's label claims; null without a valid one.</summary>
    public static long? RevisionOf(ObjectHead? head) =>
        long.TryParse(head?.Label(Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
