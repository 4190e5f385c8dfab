using TazPod.Vault.Errors;

namespace TazPod.Vault.Settings;

/// <summary>One source's passphrase in the spellings that may open a vault, and in the one that seals a new vault. Wiped when
/// disposed.</summary>
public sealed class PassphraseCandidates : IDisposable
{
    private readonly List<Passphrase> opening = [];
    private readonly Passphrase sealing;
    private readonly Func<Passphrase>? askAgain;

    internal PassphraseCandidates(string origin, Passphrase verbatim, LineEnd lineEnd, Func<Passphrase>? askAgain = null)
    {
        Origin = origin;
        this.askAgain = askAgain;
        opening.Add(verbatim);
        sealing = verbatim;
        if (lineEnd != LineEnd.Counts && verbatim.WithoutFinalLineEnd() is { } trimmed)
        {
            opening.Add(trimmed);
            if (lineEnd == LineEnd.IsDroppedWhenSealing)
            {
                sealing = trimmed;
                NewVaultNotice = $"The final line end of {origin} is not part of the new passphrase.";
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

    /// <summary>What to say when <see cref="ForNewVault"/> is used: that a final line end was dropped; null when none was.</summary>
    public string? NewVaultNotice { get; }

    /// <summary>The passphrase that a new vault is sealed with. It belongs to this object. A person is asked a second time.</summary>
    /// <exception cref="VaultException">TAZPOD1006: it is empty, or the second answer differs from the first.</exception>
    public Passphrase ForNewVault()
    {
        var passphrase = ForSealing(sealing);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var passphrase in opening)
        {
            passphrase.Dispose();
        }
    }
}
