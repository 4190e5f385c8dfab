using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>3xxx: sealing and archive.</summary>
internal static class VaultRefusals
{
    public static Refusal[] All { get; } =
    [
        new(VaultErrors.VaultDoesNotOpen, "the passphrase is wrong", "UnlockVault --secrets=out", stage => stage.Pushed().Set("TAZPOD_PASSPHRASE", "wrong"),
            [Step.ByHand("Check the passphrase", Passphrase)]),
        new(VaultErrors.VaultDoesNotOpen, "the passphrase is wrong", "SaveVault", stage => stage.Pushed().Edit("edited").Set("TAZPOD_PASSPHRASE", "wrong").Write("new", "new-passphrase"),
            [Step.ByHand("Set its passphrase", Passphrase)], ["SaveVault --force --new-passphrase-file=new"]),
        new(VaultErrors.VaultDoesNotOpen, "another person changed the passphrase", "PullVault", Rekeyed,
            [Step.ByHand("get the new one", NewPassphrase)], ["PullVault --force"]),
        new(VaultErrors.VaultDamaged, "the file is cut, and was pushed", "SaveVault", stage => stage.Pushed().Write("vault.tar.aes", "cut"), ["PullVault"], ["SaveVault --force"]),
        new(VaultErrors.VaultDamaged, "the file is cut, and was pushed", "PushVault", stage => stage.Pushed().Write("vault.tar.aes", "cut"),
            ["PullVault"], ["SaveVault --force"]),
        new(VaultErrors.VaultDamaged, "the file is cut, and was pushed", "UnlockVault", stage => stage.Pushed().Write("vault.tar.aes", "cut"), ["PullVault"]),
        new(VaultErrors.VaultDamaged, "the file is cut, and was never pushed", "SaveVault", stage => stage.Do("SetupStorage", "SaveVault").Write("vault.tar.aes", "cut"),
            ["SaveVault --force"], ["PullVault", "SaveVault --force"]),
        new(VaultErrors.ArchiveDamaged, "the vault holds no archive", "UnlockVault --secrets=out", stage => Seal(stage.PushedTwice(), "no archive"u8.ToArray()),
            ["PullVault --index=2", "PullVault --index=2 --force"]),
        new(VaultErrors.ArchiveUnsafe, "the vault holds a link", "UnlockVault --secrets=out", stage => Seal(stage.Pushed(), LinkArchive()), ["UnlockVault --secrets=out --skip-links"]),
        new(VaultErrors.ArchiveTooLarge, "the file is no vault", "UnlockVault", stage => Sparse(stage.Pushed().Set("TAZPOD_VAULT_FILE", "large").Bench.Path("large")),
            [Step.ByHand("Check that this path is a vault file", stage => stage.Set("TAZPOD_VAULT_FILE", "vault.tar.aes"))]),
        new(VaultErrors.EntryRefused, "a link", "SaveVault", stage => File.CreateSymbolicLink(stage.Bench.Path("secrets/link"), "token"),
            ["SaveVault --skip-links"], [Step.ByHand("put the file itself there", stage => stage.Write("secrets/link", ReplaceLink(stage)))]),
        new(VaultErrors.TreeTooLarge, "a large file", "SaveVault", stage => Sparse(stage.Bench.Path("secrets/large")),
            [Step.ByHand("out of the secrets directory", stage => File.Delete(stage.Bench.Path("secrets/large")))]),
        new(VaultErrors.VerificationFailed, "latest is missing", "VerifyVault",
            stage => File.Delete(Directory.EnumerateFiles(stage.PushedTwice().Bench.Path("store"), "vault.tar.aes", SearchOption.AllDirectories).Single()),
            ["RestoreVault --at=20260520T210005", "RestoreVault --at=20260520T210005 --yes"]),
        new(VaultErrors.EntryNotFound, "no such file", "RunWithVault --exec=true", stage => stage.Edit("KEY=value\n").Pushed(),
            ["ListSecrets", Step.ByHand("Names are relative", stage => { }), "RunWithVault --exec=true --env-file=token"]),
        new(VaultErrors.EntryNotFound, "no file matches", "ListSecrets --glob=Token", stage => stage.Pushed(), ["ListSecrets"]),
        new(VaultErrors.EntryNotUsable, "no variables in the file", "RunWithVault --exec=true --env-file=token", stage => stage.Pushed(),
            [Step.ByHand("Correct the file", stage => stage.Edit("KEY=value\n")), "SaveVault", "PushVault"]),
        new(VaultErrors.EntryNotUsable, "a variable that decides what runs", "RunWithVault --exec=true --env-file=token",
            stage => stage.Edit("LD_PRELOAD=/none.so\nKEY=value\n").Pushed(),
            [Step.ByHand("Remove them from the file", stage => stage.Edit("KEY=value\n")), "SaveVault"],
            ["RunWithVault --exec=true --env-file=token --allow-env=LD_PRELOAD"]),
    ];

    /// <summary>Another person has changed the passphrase in the store.</summary>
    public static void Rekeyed(Stage stage)
    {
        stage.Pushed().Write("new", "new-passphrase").MoveTo("another").Do("PullVault", "RekeyVault --new-passphrase-file=new");
        stage.Set("TAZPOD_VAULT_FILE", "vault.tar.aes").Set("TAZPOD_SECRETS", "secrets");
    }

    public static void NewPassphrase(Stage stage) => stage.Set("TAZPOD_PASSPHRASE", "new-passphrase");

    private static void Passphrase(Stage stage) => stage.Set("TAZPOD_PASSPHRASE", Workbench.PassphraseText);

    private static string ReplaceLink(Stage stage)
    {
        File.Delete(stage.Bench.Path("secrets/link"));
        return "the file itself";
    }

    private static void Sparse(string path)
    {
        using var file = File.Create(path);
        file.SetLength((1L << 30) + 1);
    }

    private static byte[] LinkArchive()
    {
        using var content = new MemoryStream();
        using (var packed = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "file"));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
        }

        return content.ToArray();
    }

    private static void Seal(Stage stage, byte[] content)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Workbench.PassphraseText), salt, 100_000, HashAlgorithmName.SHA256, 32);
        var cipher = new byte[content.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, content, cipher, tag);
        File.WriteAllBytes(stage.Bench.Path("vault.tar.aes"), [.. salt, .. nonce, .. cipher, .. tag]);
    }
}
