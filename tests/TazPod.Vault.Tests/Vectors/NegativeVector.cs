using System.Collections.Concurrent;
using System.Text.Json;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Vectors;

/// <summary>A damaged, hostile or unusual vault, and the results that a reader may have.</summary>
internal sealed record NegativeVector(
    string Id,
    string File,
    string PassphraseB64,
    IReadOnlyList<string> Allowed,
    string? RejectBecause,
    IReadOnlyList<VectorEntry>? FilesIfExtracted,
    string? MaxMode,
    int? MaxMemoryMib)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Opened = new();
    private static readonly string Folder = Path.Join(VectorFolder.Path, "negative");

    public static IReadOnlyList<NegativeVector> All { get; } = Read();

    public static TheoryData<string> Ids { get; } = new(All.Select(vector => vector.Id));

    public static NegativeVector Load(string id) => All.Single(vector => vector.Id == id);

    /// <summary>Opens the vault, or throws the exception from opening it. Done once per vector, because the key derivation is
    /// slow.</summary>
    public byte[] Open() => Opened.GetOrAdd(Id, _ => new Lazy<byte[]>(OpenOnce)).Value;

    private byte[] OpenOnce()
    {
        using var passphrase = new Passphrase(Convert.FromBase64String(PassphraseB64));
        using var plaintext = VaultOpener.Open(System.IO.File.ReadAllBytes(Path.Join(Folder, File)), passphrase);
        return plaintext.Content.ToArray();
    }

    private static List<NegativeVector> Read()
    {
        using var manifest = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Join(Folder, "manifest.json")));
        return manifest.RootElement.GetProperty("negative").Deserialize<List<NegativeVector>>(Options)!;
    }
}
