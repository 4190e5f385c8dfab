using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>The passphrase from one source, in the variants that may open a vault, and in the variant that seals a new vault. Wiped when
/// disposed.</summary>
internal sealed class PassphraseCandidates : IDisposable
{
    private readonly List<Passphrase> opening = [];
    private readonly Passphrase sealing;
    private readonly LineEnd lineEnd;
    private readonly Func<Passphrase>? askAgain;

    internal PassphraseCandidates(string origin, Passphrase verbatim, LineEnd lineEnd, Func<Passphrase>? askAgain = null)
    {
        Origin = origin;
        this.lineEnd = lineEnd;
        this.askAgain = askAgain;
        opening.Add(verbatim);
        sealing = verbatim;
        if (lineEnd != LineEnd.Counts && verbatim.WithoutFinalLineEnd() is { } trimmed)
        {
            opening.Add(trimmed);
            if (lineEnd == LineEnd.IsDroppedWhenSealing)
            {
                sealing = trimmed;
            }
        }
    }

    private PassphraseCandidates(PassphraseCandidates first, PassphraseCandidates second)
    {
        Origin = $"{first.Origin} or {second.Origin}";
        (lineEnd, askAgain, sealing, AllowsOdd) = (first.lineEnd, first.askAgain, first.sealing, first.AllowsOdd);
        opening.AddRange([.. first.opening, .. second.opening]);
        Notices = [.. first.Notices, .. second.Notices];
    }

    /// <summary>Whether a trailing line end is part of the passphrase. That depends on the program that wrote it.</summary>
    internal enum LineEnd
    {
        /// <summary>The passphrase is used exactly as given.</summary>
        Counts,

        /// <summary>A vault may have been sealed with or without the line end; a new one is sealed with it (TazPod's
        /// <c>.vault_pass</c>).</summary>
        MayCount,

        /// <summary>A vault may have been sealed with or without the line end; a new one is sealed without it (an editor added
        /// it).</summary>
        IsDroppedWhenSealing,
    }

    /// <summary>Where the passphrase comes from, worded for a message, such as <c>the passphrase file '/x/pass'</c>.</summary>
    public string Origin { get; }

    /// <summary>The variants to try when opening a vault, in this order: verbatim, then without one trailing line end. There is at least
    /// one, and one can be empty. This object owns them.</summary>
    public IReadOnlyList<Passphrase> ForOpening => opening;

    /// <summary><see cref="ForOpening"/>, starting with the variant that seals new vaults: it is usually the right one.</summary>
    internal IReadOnlyList<Passphrase> ByLikelihood => [sealing, .. opening.Where(candidate => candidate != sealing)];

    /// <summary>Notices for the operator, such as a passphrase file that others can read. Never contain a secret.</summary>
    public IReadOnlyList<string> Notices { get; internal init; } = [];

    /// <summary>The notice for use of <see cref="ForNewVault"/>: whether a trailing line end is used, and what is odd about the passphrase
    /// if that is allowed; null if there is nothing to report. Never contains a secret.</summary>
    public string? NewVaultNotice => string.Join(' ', NewVaultNotices()) is { Length: > 0 } notice ? notice : null;

    /// <summary>Whether a new vault may be sealed with an odd passphrase.</summary>
    internal bool AllowsOdd { get; init; }

    /// <summary><see cref="Origin"/>, and what is odd about the passphrase. For the message that it opens nothing.</summary>
    internal string Described => Oddity is { } odd ? $"{Origin}, which {odd}" : Origin;

    /// <summary>A hint for the case that no variant opens a vault.</summary>
    internal string HintWhenClosed => Oddity is null
        ? "Check the passphrase; if it is right, pull the vault again or use an older copy with --index."
        : "Remove that from the passphrase: plain UTF-8, one line, no blanks around it. If the passphrase is intended like this, it belongs to another vault, or this vault is damaged.";

    /// <summary>Describes what is odd about the passphrase; null if nothing is.</summary>
    internal string? OddityInWords => Oddity is { } odd ? $"{Origin} {odd}" : null;

    // A trailing line end of a file is tried both ways, so it never prevents opening.
    private string? Oddity => PassphraseOddity.Of(opening[^1].Bytes);

    private string Subject => $"{char.ToUpperInvariant(Origin[0])}{Origin[1..]}";

    private bool HasFinalLineEnd => opening.Count > 1;

    /// <summary>Both, for vaults that may open with either. The result owns the passphrases of both.</summary>
    internal PassphraseCandidates Or(PassphraseCandidates second) => new(this, second);

    /// <summary>Refuses everything that <see cref="ForNewVault"/> would refuse, without asking the user.</summary>
    /// <exception cref="VaultException">TAZPOD1006: it is empty, or odd.</exception>
    internal void RequireForNewVault()
    {
        ForSealing(sealing);
        if (Oddity is { } odd && !AllowsOdd)
        {
            throw VaultErrors.PassphraseUnusable.With(
                $"not sealed: {Origin} {odd}, so the passphrase as you know it would not open the vault",
                "Give it in plain UTF-8, one line, no blanks around it; add --allow-odd-passphrase if it is intended.");
        }
    }

    /// <summary>The notice when a vault is re-sealed with the passphrase that opened it: what is odd about it; null if nothing
    /// is.</summary>
    internal string? NoticeForSealing(Passphrase opened) => PassphraseOddity.Of(opened.Bytes) is { } odd
        ? $"{Subject} {odd}; this vault keeps that passphrase. RekeyVault changes that."
        : null;

    /// <summary>The passphrase that a new vault is sealed with. This object owns it. A user at a terminal is asked a second time.</summary>
    /// <exception cref="VaultException">TAZPOD1006: it is empty, it is odd without permission, or the second answer differs from the
    /// first.</exception>
    public Passphrase ForNewVault()
    {
        RequireForNewVault();
        var passphrase = sealing;
        if (askAgain is not null)
        {
            using var second = askAgain();
            if (!second.Bytes.SequenceEqual(passphrase.Bytes))
            {
                throw VaultErrors.PassphraseUnusable.With(
                    "the two passphrases differ; nothing was sealed", "Run the same step again and type the same passphrase twice.");
            }
        }

        return passphrase;
    }

    /// <summary>The passphrase that an existing vault is re-sealed with: the one that opened it, if it can seal at all.</summary>
    /// <param name="opened">The variant of <see cref="ForOpening"/> that opened the vault.</param>
    /// <exception cref="VaultException">TAZPOD1006: it is empty.</exception>
    public Passphrase ForSealing(Passphrase opened) => !opened.IsEmpty
        ? opened
        : throw VaultErrors.PassphraseUnusable.With(
            $"{Origin} is empty, and a vault is never sealed with an empty passphrase", "Give a passphrase of at least one character.");

    private IEnumerable<string> NewVaultNotices()
    {
        if (HasFinalLineEnd)
        {
            yield return lineEnd == LineEnd.IsDroppedWhenSealing
                ? $"The trailing line end of {Origin} is not part of the new passphrase."
                : $"The trailing line end of {Origin} is part of the new passphrase, as in TazPod.";
        }

        if (AllowsOdd && Oddity is { } odd)
        {
            yield return $"{Subject} {odd}; the vault is sealed with it as given.";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var passphrase in opening)
        {
            passphrase.Dispose();
        }
    }
}
