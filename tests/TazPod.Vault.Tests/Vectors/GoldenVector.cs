using System.Text.Json;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Tests.Vectors;

/// <summary>A vault created by the reference implementation, and its content.</summary>
internal sealed record GoldenVector(string ContentSha256, IReadOnlyList<VectorEntry> Entries)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static TheoryData<string> Names { get; } =
        new(Directory.GetDirectories(VectorFolder.Path)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "negative")
            .Order());

    public byte[] Vault { get; private init; } = [];

    public byte[] PassphraseBytes { get; private init; } = [];

    public static GoldenVector Load(string name)
    {
        var folder = Path.Join(VectorFolder.Path, name);
        var manifest = File.ReadAllBytes(Path.Join(folder, "manifest.json"));
        return JsonSerializer.Deserialize<GoldenVector>(manifest, Options)! with
        {
            Vault = File.ReadAllBytes(Path.Join(folder, "vault.tar.aes")),
            PassphraseBytes = File.ReadAllBytes(Path.Join(folder, "passphrase.bin")),
        };
    }

    public OpenedPlaintext Open()
    {
        using var passphrase = new Passphrase(PassphraseBytes);
        return VaultOpener.Open(Vault, passphrase);
    }
}
