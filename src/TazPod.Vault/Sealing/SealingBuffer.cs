using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>Collects plaintext in memory and seals it in place: one buffer, one AES-GCM call. Wiped when disposed.</summary>
/// <remarks>The buffer reserves room for salt and nonce in front and for the tag at the end, so the sealed image needs no second
/// copy.</remarks>
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

    /// <summary>A buffer with a custom limit, in bytes of the sealed image.</summary>
    internal SealingBuffer(int maximumSize)
    {
        this.maximumSize = maximumSize;
        buffer = LargeBuffer.Allocate(FirstCapacity);
    }

    /// <summary>Takes ownership of a vault that was opened in place, to re-seal its content in place.</summary>
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

    /// <summary>The plaintext written so far, for hashing before it is sealed. Must not be kept.</summary>
    /// <exception cref="InvalidOperationException">It was sealed, so there is no plaintext any more.</exception>
    public ReadOnlySpan<byte> Plaintext
    {
        get
        {
            ThrowUnlessOpen();
            return buffer.AsSpan(TazPodFormat.PrefixSize..end);
        }
    }

    /// <summary>The mark of the sealed vault; null before it is sealed.</summary>
    public SealMark? Mark { get; private set; }

    /// <summary>Identifies the passphrase that sealed it (<see cref="VaultKey.Check"/>); null before.</summary>
    public string? KeyCheck { get; private set; }

    /// <summary>Reserves room for this many bytes, if memory allows. Growing step by step would leave smaller buffers behind. More bytes
    /// can still be written.</summary>
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

    /// <summary>Creates a fresh salt and starts deriving its key on another core.</summary>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    public void BeginSealing(Passphrase passphrase)
    {
        ThrowUnlessOpen();
        if (passphrase.IsEmpty)
        {
            throw VaultErrors.PassphraseUnusable.With("the passphrase is empty, and a vault is never sealed with an empty passphrase", "Set a passphrase.");
        }

        key?.Dispose();
        var prefix = buffer.AsSpan(0, TazPodFormat.PrefixSize);
        RandomNumberGenerator.Fill(prefix);
        key = VaultKey.Begin(passphrase, TazPodFormat.Salt(prefix));
    }

    /// <summary>Seals the written bytes with a fresh salt and nonce.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="VaultException">TAZPOD1006: the passphrase is empty.</exception>
    /// <exception cref="InvalidOperationException">It was sealed before; a nonce is never used twice.</exception>
    public ReadOnlyMemory<byte> Seal(Passphrase passphrase)
    {
        BeginSealing(passphrase);
        return Seal();
    }

    /// <summary>Seals the written bytes with the key started by <see cref="BeginSealing"/>.</summary>
    /// <returns>The vault image, valid until this buffer is disposed.</returns>
    /// <exception cref="InvalidOperationException">It was sealed before, or sealing was not started.</exception>
    public ReadOnlyMemory<byte> Seal()
    {
        ThrowUnlessOpen();
        using var derived = key ?? throw new InvalidOperationException("sealing was not started");
        (key, isSealed, KeyCheck) = (null, true, derived.Check);
        var image = buffer.AsSpan(0, end + TazPodFormat.TagSize);
        var content = image[TazPodFormat.PrefixSize..end];
        using var cipher = new AesGcm(derived.Bytes, TazPodFormat.TagSize);
        cipher.Encrypt(image.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize), content, content, image[end..]);
        Mark = VaultFormat.Current.Recognise(image);
        return buffer.AsMemory(0, image.Length);
    }

    /// <summary>Whether the sealed vault opens with this passphrase and has the expected content. The vault is not changed.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="contentSha256">SHA-256 of the plaintext, lower-case hex.</param>
    /// <exception cref="InvalidOperationException">It is not sealed yet.</exception>
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

        // Memory that was never written to was never allocated by the system, either.
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
