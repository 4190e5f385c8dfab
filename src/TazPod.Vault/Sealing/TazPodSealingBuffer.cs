using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>Collects plaintext in memory and seals it in place: one buffer, one AES-GCM call. Wiped when disposed.</summary>
/// <remarks>The buffer reserves room for salt and nonce in front and for the tag at the end, so the sealed image needs no second
/// copy.</remarks>
internal sealed class TazPodSealingBuffer : SealingBuffer
{
    private const int FirstCapacity = 64 * 1024;

    // For a start that becomes longer: another buffer would be needed otherwise.
    private const int StartRoom = 64;
    private readonly int maximumSize;
    private byte[] buffer;
    private int end = TazPodFormat.PrefixSize;
    private VaultKey? key;
    private bool isSealed;
    private SealMark? mark;
    private string? keyCheck;
    private bool disposed;

    /// <summary>A buffer up to the format's limit.</summary>
    public TazPodSealingBuffer()
        : this(TazPodFormat.MaximumSize)
    {
    }

    /// <summary>A buffer with a custom limit, in bytes of the sealed image.</summary>
    internal TazPodSealingBuffer(int maximumSize)
    {
        this.maximumSize = maximumSize;
        buffer = LargeBuffer.Allocate(FirstCapacity);
    }

    /// <summary>Takes ownership of a vault that was opened in place, to re-seal its content in place.</summary>
    public TazPodSealingBuffer(OpenedPlaintext opened)
    {
        var image = opened.Detach();
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

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Plaintext
    {
        get
        {
            ThrowUnlessOpen();
            return buffer.AsMemory(TazPodFormat.PrefixSize..end);
        }
    }

    /// <inheritdoc/>
    public override SealMark? Mark => mark;

    /// <inheritdoc/>
    public override string? KeyCheck => keyCheck;

    /// <inheritdoc/>
    public override void Expect(long size)
    {
        ThrowUnlessOpen();
        var affordable = Math.Min(maximumSize, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        var capacity = Math.Min(size + TazPodFormat.MinimumSize + StartRoom, affordable);
        if (capacity > buffer.Length)
        {
            Grow((int)capacity);
        }
    }

    /// <inheritdoc/>
    public override void ReplaceStart(int count, ReadOnlySpan<byte> start)
    {
        ThrowUnlessOpen();
        if (start.Length > count)
        {
            MakeRoom(start.Length - count, isLast: true);
        }

        var content = buffer.AsSpan(TazPodFormat.PrefixSize);
        content[count..(end - TazPodFormat.PrefixSize)].CopyTo(content[start.Length..]);
        start.CopyTo(content);
        var before = end;
        end += start.Length - count;
        if (end < before)
        {
            LargeBuffer.Wipe(buffer.AsSpan(end..before));
        }
    }

    /// <inheritdoc/>
    public override void BeginSealing(Passphrase passphrase)
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

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Seal()
    {
        ThrowUnlessOpen();
        using var derived = key ?? throw new InvalidOperationException("sealing was not started");
        (key, isSealed, keyCheck) = (null, true, derived.ComputeCheck());
        var image = buffer.AsSpan(0, end + TazPodFormat.TagSize);
        var content = image[TazPodFormat.PrefixSize..end];
        using var cipher = new AesGcm(derived.WaitForBytes(), TazPodFormat.TagSize);
        cipher.Encrypt(image.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize), content, content, image[end..]);
        mark = TazPodVault.MarkOf(image);
        return buffer.AsMemory(0, image.Length);
    }

    /// <inheritdoc/>
    public override bool Opens(Passphrase passphrase, string contentSha256)
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

    private void MakeRoom(int count, bool isLast = false)
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

        Grow((int)(isLast ? needed : Math.Min(maximumSize, Math.Max(needed, 2L * buffer.Length))));
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
