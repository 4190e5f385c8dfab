using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Settings;

/// <summary>One source's passphrase in the spellings that may open a vault, and in the one that seals a new vault. Wiped when
/// disposed.</summary>
public sealed class PassphraseCandidates : IDisposable
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

    /// <summary>Whether a final line end belongs to the passphrase: it depends on who wrote it.</summary>
    internal enum LineEnd
    {
        /// <summary>As given, and nothing else.</summary>
        Counts,

        /// <summary>A vault may have been sealed with it or without it; a new one is sealed with it (TazPod's
        /// <c>.vault_pass</c>).</summary>
        MayCount,

        /// <summary>A vault may have been sealed with it or without it; a new one is sealed without it (an editor put it there).</summary>
        IsDroppedWhenSealing,
    }

    /// <summary>Where the passphrase comes from, in words for a message, such as <c>the passphrase file '/x/pass'</c>.</summary>
    public string Origin { get; }

    /// <summary>What to try when opening a vault, in this order: verbatim, then without one final line end. At least one; an empty one
    /// may be among them. They belong to this object.</summary>
    public IReadOnlyList<Passphrase> ForOpening => opening;

    /// <summary><see cref="ForOpening"/>, the one that new vaults are sealed with first: as a rule it is the one.</summary>
    internal IReadOnlyList<Passphrase> ByLikelihood => [sealing, .. opening.Where(candidate => candidate != sealing)];

    /// <summary>Lines that the operator should see, such as a passphrase file that others can read. Never a secret.</summary>
    public IReadOnlyList<string> Notices { get; internal init; } = [];

    /// <summary>What to say when <see cref="ForNewVault"/> is used: what becomes of a final line end, and what is odd about the passphrase
    /// where that is allowed; null when there is nothing to say. Never a secret.</summary>
    public string? NewVaultNotice => string.Join(' ', NewVaultNotices()) is { Length: > 0 } notice ? notice : null;

    /// <summary>Whether a new vault may be sealed with a passphrase that is odd.</summary>
    internal bool AllowsOdd { get; init; }

    /// <summary><see cref="Origin"/>, and what is odd about what came from there: for the line that says that it opens nothing.</summary>
    internal string Described => Oddity is { } odd ? $"{Origin}, which {odd}" : Origin;

    /// <summary>What may help where nothing of this opens a vault.</summary>
    internal string HintWhenClosed => Oddity is null
        ? "Check the passphrase; if it is right, pull the vault again or take an older copy with --index."
        : "Give the passphrase without that: plain UTF-8, one line, no blanks around it. If it is meant so, it is another vault's, or the vault is damaged.";

    /// <summary>What is odd about what came from there, in words; null when nothing is.</summary>
    internal string? OddityInWords => Oddity is { } odd ? $"{Origin} {odd}" : null;

    // A final line end of a file is tried both ways, and keeps nothing from opening.
    private string? Oddity => PassphraseOddity.Of(opening[^1].Bytes);

    private string Subject => $"{char.ToUpperInvariant(Origin[0])}{Origin[1..]}";

    private bool HasFinalLineEnd => opening.Count > 1;

    /// <summary>Refuses what <see cref="ForNewVault"/> would refuse, and asks nobody.</summary>
    /// <exception cref="VaultException">TAZPOD1006: it is empty, or odd.</exception>
    internal void RequireForNewVault()
    {
        ForSealing(sealing);
        if (Oddity is { } odd && !AllowsOdd)
        {
            throw VaultErrors.PassphraseUnusable.With(
                $"not sealed: {Origin} {odd}, and the passphrase as it was noted would not open the vault",
                "Give it in plain UTF-8, one line, no blanks around it; --allow-odd-passphrase if it is meant as it is.");
        }
    }

    /// <summary>What to say when a vault is sealed anew with the passphrase that opened it: what is odd about it; null when nothing is.</summary>
    internal string? NoticeForSealing(Passphrase opened) => PassphraseOddity.Of(opened.Bytes) is { } odd
        ? $"{Subject} {odd}; this vault stays sealed with it as it is. RekeyVault changes that."
        : null;

    /// <summary>The passphrase that a new vault is sealed with. It belongs to this object. A person is asked a second time.</summary>
    /// <exception cref="VaultException">TAZPOD1006: it is empty, it is odd and that was not allowed, or the second answer differs from the
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
                    "the two passphrases typed are different; nothing was sealed", "Run the same step again and type the same one twice.");
            }
        }

        return passphrase;
    }

    /// <summary>The passphrase that an existing vault is sealed with anew: the one that opened it, if it may seal at all.</summary>
    /// <param name="opened">The one of <see cref="ForOpening"/> that opened the vault.</param>
    /// <exception cref="VaultException">TAZPOD1006: it is empty.</exception>
    public Passphrase ForSealing(Passphrase opened) => !opened.IsEmpty
        ? opened
        : throw VaultErrors.PassphraseUnusable.With(
            $"{Origin} is empty, and an empty passphrase never seals a vault", "Give a passphrase of at least one character.");

    private IEnumerable<string> NewVaultNotices()
    {
        if (HasFinalLineEnd)
        {
            yield return lineEnd == LineEnd.IsDroppedWhenSealing
                ? $"The final line end of {Origin} is not part of the new passphrase."
                : $"The final line end of {Origin} is part of the new passphrase, as TazPod has it.";
        }

        if (AllowsOdd && Oddity is { } odd)
        {
            yield return $"{Subject} {odd}; the vault is sealed with it as it is.";
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
