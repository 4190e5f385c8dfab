using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>Collects plaintext in memory and seals it where it lies: one buffer, one AES-GCM call. Wiped when disposed.</summary>
/// <remarks>The buffer leaves room for salt and nonce in front and for the tag behind, so the sealed image needs no second copy.</remarks>
internal sealed class SealingBuffer : Stream
{
    private const int FirstCapacity = 64 * 1024;
    private readonly int maximumSize;
    private byte[] buffer;
    private int end = TazPodFormat.PrefixSize;
    private VaultKey? key;
    private bool isSealed;
    private bool disposed;

    /// <summary>A buffer up to the format's limit.</summary>
    public SealingBuffer()
        : this(TazPodFormat.MaximumSize)
    {
    }

    /// <summary>A buffer with a limit of its own, in bytes of the sealed image.</summary>
    internal SealingBuffer(int maximumSize)
    {
        this.maximumSize = maximumSize;
        buffer = LargeBuffer.Allocate(FirstCapacity);
    }

    /// <summary>Takes over a vault that was opened in place: what it held is sealed anew where it lies.</summary>
    public SealingBuffer(OpenedPlaintext opened)
    {
        var image = opened.GiveAway();
        maximumSize = TazPodFormat.MaximumSize;
        buffer = MemoryMarshal.TryGetArray<byte>(image, out var array) && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : throw new InvalidOperationException("the vault does not fill its buffer");
        end = buffer.Length - TazPodFormat.TagSize;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !isSealed && !disposed;

    /// <summary>Bytes of plaintext written so far.</summary>
    public override long Length => end - TazPodFormat.PrefixSize;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>The plaintext written so far, for hashing before it is sealed; not to be kept.</summary>
    /// <exception cref="InvalidOperationException">It was sealed: there is no plaintext any more.</exception>
    public ReadOnlySpan<byte> Plaintext
    {
        get
        {
            ThrowUnlessOpen();
            return buffer.AsSpan(TazPodFormat.PrefixSize..end);
        }
    }

    /// <summary>The mark of what was sealed; null before.</summary>
    public SealMark? Mark { get; private set; }

    /// <summary>What tells the passphrase that it was sealed with (<see cref="VaultKey.Check"/>); null before.</summary>
    public string? KeyCheck { get; private set; }

    /// <summary>Makes room at once for this many bytes, where memory allows: what grows step by step leaves every smaller buffer lying
    /// about. More can be written all the same.</summary>
    public void Expect(long size)
    {
        ThrowUnlessOpen();
        var affordable = Math.Min(maximumSize, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        var capacity = Math.Min(size + TazPodFormat.MinimumSize, affordable);
        if (capacity > buffer.Length)
        {
            Grow((int)capacity);
        }
    }

    /// <summary>Draws a fresh salt and starts deriving the key of it on another core.</summary>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    public void BeginSealing(Passphrase passphrase)
    {
        ThrowUnlessOpen();
        if (passphrase.IsEmpty)
        {
            throw VaultErrors.PassphraseUnusable.With("the passphrase is empty: a vault is never sealed with it", "Give a passphrase.");
        }

        key?.Dispose();
        var prefix = buffer.AsSpan(0, TazPodFormat.PrefixSize);
        RandomNumberGenerator.Fill(prefix);
        key = VaultKey.Begin(passphrase, TazPodFormat.Salt(prefix));
    }

    /// <summary>Seals what was written under a fresh salt and nonce.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    /// <exception cref="InvalidOperationException">It was sealed before: a nonce is never used twice.</exception>
    public ReadOnlyMemory<byte> Seal(Passphrase passphrase)
    {
        BeginSealing(passphrase);
        return Seal();
    }

    /// <summary>Seals what was written, as <see cref="BeginSealing"/> has begun to.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="InvalidOperationException">It was sealed before, or sealing was not begun.</exception>
    public ReadOnlyMemory<byte> Seal()
    {
        ThrowUnlessOpen();
        using var derived = key ?? throw new InvalidOperationException("sealing was not begun");
        (key, isSealed, KeyCheck) = (null, true, derived.Check);
        var image = buffer.AsSpan(0, end + TazPodFormat.TagSize);
        var content = image[TazPodFormat.PrefixSize..end];
        using var cipher = new AesGcm(derived.Bytes, TazPodFormat.TagSize);
        cipher.Encrypt(image.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize), content, content, image[end..]);
        Mark = VaultFormat.Current.Recognise(image);
        return buffer.AsMemory(0, image.Length);
    }

    /// <summary>Whether what was sealed opens with this passphrase and holds what it should; it stays what it is.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="contentSha256">SHA-256 of the plaintext, lower-case hex.</param>
    /// <exception cref="InvalidOperationException">It was not sealed yet.</exception>
    public bool Opens(Passphrase passphrase, string contentSha256)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!isSealed)
        {
            throw new InvalidOperationException("the buffer is not sealed");
        }

        using var derived = VaultKey.Derive(passphrase, TazPodFormat.Salt(buffer));
        return VaultOpener.Opens(
            buffer.AsMemory(0, end + TazPodFormat.TagSize),
            derived,
            content => Convert.ToHexStringLower(SHA256.HashData(content.Span)) == contentSha256);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="VaultException">TAZPOD3007: the vault would be larger than the format allows.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowUnlessOpen();
        MakeRoom(buffer.Length);
        buffer.CopyTo(this.buffer.AsSpan(end));
        end += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        key?.Dispose();

        // What was never written to was never taken from the system either.
        LargeBuffer.Wipe(buffer.AsSpan(0, Math.Min(end + TazPodFormat.TagSize, buffer.Length)));
        buffer = [];
        disposed = true;
        base.Dispose(disposing);
    }

    private void MakeRoom(int count)
    {
        var needed = (long)end + count + TazPodFormat.TagSize;
        if (needed > maximumSize)
        {
            throw VaultErrors.TreeTooLarge.With(
                $"the vault would be larger than {maximumSize} bytes, the limit of its format",
                "Keep large files out of the secrets directory.");
        }

        if (needed <= buffer.Length)
        {
            return;
        }

        Grow((int)Math.Min(maximumSize, Math.Max(needed, 2L * buffer.Length)));
    }

    private void Grow(int capacity)
    {
        var larger = LargeBuffer.Allocate(capacity, held: end);
        buffer.AsSpan(0, end).CopyTo(larger);
        LargeBuffer.Wipe(buffer.AsSpan(0, end));
        buffer = larger;
    }

    private void ThrowUnlessOpen()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (isSealed)
        {
            throw new InvalidOperationException("the buffer is sealed");
        }
    }
}
