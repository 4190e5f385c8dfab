using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cake.Frosting.TazPod.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Testing.Processes;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Secrets.Memory;

namespace Cake.Frosting.TazPod.Tests;

/// <summary>Promise 10, clear: every row of the error table can be reached through the host, and says what to do next.</summary>
[Collection(SignalTests.Name)]
public sealed class EveryErrorTests(ITestOutputHelper output)
{
    private const string Bucket = "tazlab-storage";
    private const string SlotA = $"{LineageKeys.DefaultPrefix}/one/slot-a";
    private const string SlotB = $"{LineageKeys.DefaultPrefix}/one/slot-b";

    private static readonly Dictionary<VaultError, Func<Workbench, Task<int>>> Scenarios = new()
    {
        [VaultErrors.InvalidSetting] = Local("PushVault", "--retention=0"),
        [VaultErrors.UnknownSetting] = Local("PruneHistory", "--dry-run"),
        [VaultErrors.InvalidConfigurationFile] = Local("PushVault", bench => WriteBelow(bench, ".tazpod/config.yaml", "vault: [")),
        [VaultErrors.ContradictingSettings] = Local("PullVault", "--index=1", "--at=20260520T210000"),
        [VaultErrors.PassphraseMissing] = Saved("UnlockVault", bench => bench.Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", ""), "--secrets=out"),
        [VaultErrors.PassphraseUnusable] = Saved("UnlockVault", _ => { }, "--passphrase-file=missing"),
        [VaultErrors.SecretsDirectoryRefused] = Saved("UnlockVault", _ => { }, "--secrets=/"),
        [VaultErrors.EmptyTree] = Local("SaveVault", bench => File.Delete(bench.Path("secrets/token"))),
        [VaultErrors.ConfigurationNotTrusted] = Local("VaultStatus", bench =>
        {
            WriteBelow(bench, ".tazpod/config.yaml", "aws_sso:\n  bucket: theirs\n");
            bench.Environment.SetEnvironmentVariable("TAZPOD_VAULT_FILE", "");
            OfAnother(bench.Path(".tazpod/config.yaml"));
        }),
        [VaultErrors.OutsideWorkspace] = Local("SaveVault", bench =>
        {
            WriteBelow(bench, ".tazpod/config.yaml", "vault:\n  secrets: /etc/ssh\n");
            bench.Environment.SetEnvironmentVariable("TAZPOD_SECRETS", "");
        }),
        [VaultErrors.BucketNotFound] = Saved("PushVault", _ => { }),
        [VaultErrors.LineageStoreNotFound] = Local("LineageStatus"),
        [VaultErrors.ObjectNotFound] = Local("PullVault", bench => bench.Do("SetupStorage")),
        [VaultErrors.CopyNotFound] = Pushed("PullVault", _ => { }, "--index=99"),
        [VaultErrors.StoreUnreachable] = OnS3("PushVault", _ => { }, "--endpoint=http://127.0.0.1:1"),
        [VaultErrors.StoreFailed] = OnS3("PushVault", s3 => s3.Faults.On("HeadObject", Fault.Status(500, "InternalError"))),
        [VaultErrors.ConditionsNotHonoured] = OnS3("PushVault", s3 => s3.Quirks = S3Quirks.Aws with { IgnoreConditions = true }),
        [VaultErrors.CopyPending] = OnS3("PushVault", s3 => s3.Faults.On(
            request => request.Method == "PUT" && request.Key?.Contains("/history/", StringComparison.Ordinal) == true, Fault.Status(500, "InternalError"))),
        [VaultErrors.DownloadDamaged] = OnS3("PullVault", s3 => s3.Faults.On("GetObject", Fault.FlipByte(0)), pushFirst: true),
        [VaultErrors.DownloadUnvouched] = bench => OnS3(
            "PullVault",
            s3 =>
            {
                Assert.Equal(0, bench.Run("PushVault"));
                s3.Quirks = S3Quirks.Aws with { KmsStyleEtags = true };
                s3.Bucket(Bucket).Put("tazpod/vault/vault.tar.aes", RandomNumberGenerator.GetBytes(500));
            },
            _ => bench.Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", ""))(bench),
        [VaultErrors.DeletionsFailed] = OnS3(
            "PruneHistory", s3 => s3.Faults.On("DeleteObjects", Fault.DeleteError(_ => true, "InternalError")), pushFirst: true, "--retention=1"),
        [VaultErrors.BucketRefused] = OnS3("SetupStorage", s3 => s3.Faults.On("CreateBucket", Fault.Status(409, "BucketAlreadyExists")), "--bucket=theirs"),
        [VaultErrors.ObjectArchived] = OnS3("PullVault", s3 => s3.Faults.On("GetObject", Fault.Status(403, "InvalidObjectState")), pushFirst: true),
        [VaultErrors.VaultDoesNotOpen] = Saved("UnlockVault", bench => bench.Environment.SetEnvironmentVariable("TAZPOD_PASSPHRASE", "another"), "--secrets=out"),
        [VaultErrors.VaultDamaged] = Local("SaveVault", bench => bench.Write("vault.tar.aes", "cut")),
        [VaultErrors.ArchiveDamaged] = Local("UnlockVault", bench => Seal(bench, "no archive"u8.ToArray()), "--secrets=out"),
        [VaultErrors.ArchiveUnsafe] = Local("UnlockVault", bench => Seal(bench, LinkArchive()), "--secrets=out"),
        [VaultErrors.ArchiveTooLarge] = Local("UnlockVault", bench => Sparse(bench.Path("vault.tar.aes"))),
        [VaultErrors.EntryRefused] = Local("SaveVault", bench => File.CreateSymbolicLink(bench.Path("secrets/link"), "token")),
        [VaultErrors.TreeTooLarge] = Local("SaveVault", bench => Sparse(bench.Path("secrets/large"))),
        [VaultErrors.TreeChanged] = Local("SaveVault", "--secrets=/proc/sys/kernel/random"),
        [VaultErrors.RemoteMoved] = Pushed("PushVault", SaveAnother),
        [VaultErrors.UnpushedChanges] = Pushed("PullVault", SaveAnother),
        [VaultErrors.StaleTree] = Saved("SaveVault", bench => WriteBelow(bench, "strange/token", "another tree"), "--secrets=strange"),
        [VaultErrors.SecretsEdited] = Saved("UnlockVault", bench => bench.Write("secrets/token", "edited")),
        [VaultErrors.WorkspaceBusy] = BusyAsync,
        [VaultErrors.OlderCopy] = Pushed("PushVault", bench =>
        {
            SaveAnotherTree(bench);
            bench.Do("PushVault");
            Assert.Equal(0, bench.Run("PullVault", "--index=2"));
        }),
        [VaultErrors.MergeConflicts] = Pushed("MergeVault", SaveAnother),
        [VaultErrors.MergePending] = Pushed("PushVault", bench =>
        {
            SaveAnother(bench);
            Assert.Equal((int)ExitCode.Conflict, bench.Run("MergeVault"));
        }),
        [VaultErrors.CredentialsMissing] = OnS3("PushVault", _ => { }, bench => bench.Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "")),
        [VaultErrors.CredentialsRejected] = OnS3("PushVault", _ => { }, bench => bench.Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDNOBODY")),
        [VaultErrors.AccessDenied] = OnS3("PushVault", s3 => s3.Faults.On("PutObject", Fault.Status(403, "AccessDenied"))),
        [VaultErrors.ClockSkewed] = OnS3("ListHistory", s3 => s3.Faults.On("ListObjectsV2", Fault.Status(403, "RequestTimeTooSkewed"))),
        [VaultErrors.ProfileUnusable] = OnS3("PushVault", _ => { }, "--profile=nobody"),
        [VaultErrors.LoginFailed] = Local(
            "Login",
            bench =>
            {
                bench.Write("config", "[profile work]\nsso_start_url = https://none.awsapps.com/start\nsso_region = eu-central-1\n");
                bench.Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", bench.Path("config"));
            },
            "--profile=work"),
        [VaultErrors.VaultNotFound] = Local("PushVault", "--vault-file=none"),
        [VaultErrors.SecretsNotFound] = Local("SaveVault", "--secrets=none"),
        [VaultErrors.FileDenied] = Local("SaveVault", "--vault-file=/sys/vault/vault.tar.aes"),
        [VaultErrors.DiskFull] = Local("SetupStorage", "--result=/dev/full"),
        [VaultErrors.FileFailed] = Local("SetupStorage", bench => bench.Write("file", ""), "--result=file/result.json"),
        [VaultErrors.NotOurs] = Saved("SaveVault", bench =>
        {
            File.Delete(bench.Path("sync.json"));
            File.CreateSymbolicLink(bench.Path("sync.json"), bench.Path("elsewhere"));
        }),
        [VaultErrors.ConfirmationMissing] = Pushed(
            "RestoreVault",
            bench =>
            {
                SaveAnotherTree(bench);
                bench.Do("PushVault");
            },
            "--index=2"),
        [VaultErrors.VerificationFailed] = Pushed("VerifyVault", bench =>
            File.Delete(Directory.EnumerateFiles(bench.Path("store"), "vault.tar.aes", SearchOption.AllDirectories).Single())),
        [VaultErrors.EntryNotFound] = Saved("RunWithVault", _ => { }, "--exec=true"),
        [VaultErrors.EntryNotUsable] = Saved("RunWithVault", _ => { }, "--exec=true", "--env-file=token"),
        [VaultErrors.CommandFailed] = Local(
            "RunWithVault",
            bench =>
            {
                bench.Write("secrets/.env", "");
                bench.Do("SaveVault");
            },
            "--exec=false"),
        [VaultErrors.LineageEmpty] = Local("PullSnapshot", bench => bench.Do("SetupStorage"), "--file=snapshot"),
        [VaultErrors.LineageIncoherent] = Lineage("LineageStatus", (_, s3) => s3.Bucket(Bucket).Put(SlotA, [1])),
        [VaultErrors.LineageMoved] = Lineage("PushSnapshot", (bench, s3) =>
        {
            bench.Write("snapshot", "the next");
            s3.Faults.On(request => request.Method == "PUT" && request.Key == SlotB, 1, Fault.Before(() => s3.Bucket(Bucket).Put(SlotB, [1])));
        }),
        [VaultErrors.GenerationNotFound] = Lineage("PullSnapshot", (_, _) => { }, "--generation=99"),
        [VaultErrors.LineageUnclear] = Lineage("PullSnapshot", (bench, s3) =>
        {
            Assert.Equal(0, bench.Run("PushSnapshot", "--file=snapshot", "--lineage=two"));
            s3.Bucket(Bucket).Remove($"{LineageKeys.DefaultPrefix}/latest.json");
        }),
        [VaultErrors.GlobalPointerPending] = Lineage("PushSnapshot", (bench, s3) =>
        {
            bench.Write("snapshot", "the next");
            s3.Faults.On(
                request => request.Method == "PUT" && request.Key == $"{LineageKeys.DefaultPrefix}/latest.json", Fault.Status(500, "InternalError"));
        }),
        [VaultErrors.VaultLineagePending] = Lineage("PushVault", (_, s3) => s3.Faults.On(
            request => request.Method == "PUT" && request.Key.StartsWith(LineageKeys.VaultPrefix, StringComparison.Ordinal),
            Fault.Status(500, "InternalError"))),
        [VaultErrors.SnapshotNotFound] = Local("PushSnapshot", bench => bench.Do("SetupStorage"), "--file=none"),
        [VaultErrors.SnapshotRefused] = Local("PushSnapshot", bench => bench.Do("SetupStorage").Write("empty", ""), "--file=empty"),
        [VaultErrors.SnapshotChanged] = Lineage("PushSnapshot", (bench, s3) =>
        {
            bench.Write("snapshot", "the next");
            s3.Faults.On(request => request.Method is "HEAD" or "GET", 1, Fault.Before(() => bench.Write("snapshot", "yet another")));
        }),
        [VaultErrors.SnapshotNewer] = Lineage("PullSnapshot", (bench, _) => bench.Write("snapshot", "written later")),
        [VaultErrors.LineageForeign] = Lineage("LineageStatus", (_, s3) => s3.Bucket(Bucket).Put(
            $"{LineageKeys.DefaultPrefix}/one/latest.json", "{\"vault_lineage_id\":\"one\"}"u8.ToArray())),
        [VaultErrors.AnchorMissing] = Lineage("LineageStatus", (_, _) => { }, "--anchor=token", "--anchor=keys/unseal.json"),
        [VaultErrors.AnchorOrphaned] = Saved("LineageStatus", bench => bench.Do("SetupStorage"), "--anchor=token"),
        [VaultErrors.OutOfMemory] = bench => CrashAsync(bench, new InsufficientMemoryException()),
        [VaultErrors.NoMemoryFileSystem] = bench => CrashAsync(bench, Assert.Throws<VaultException>(
            () => MemoryDirectory.Create(new MemoryPlaces([bench.Path("secrets")], bench.Path("secrets")), MemoryKind.Run, allowDisk: false))),
        [VaultErrors.Unexpected] = bench => CrashAsync(bench, new InvalidOperationException("boom")),
        [VaultErrors.Interrupted] = InterruptAsync,
        [VaultErrors.TimedOut] = TimeOutAsync,
    };

    public static TheoryData<string> Codes => [.. VaultErrors.All.Select(error => error.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task It_is_one_line_with_its_code_a_hint_and_its_exit_code(string code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs special files of Linux");
        var error = VaultErrors.All.Single(each => each.Code == code);
        Assert.True(Scenarios.TryGetValue(error, out var run), $"no scenario reaches {code}: {error.Summary}");
        using var bench = new Workbench { Configure = settings => settings with { Retries = 0 } };
        bench.Environment.SetEnvironmentVariable("TAZPOD_RESULT", "result.json");

        var exitCode = await run(bench);
        output.WriteLine(bench.Error);

        Assert.StartsWith($"Error: {code}: ", bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', bench.Error);
        Assert.DoesNotContain("Exception of type", bench.Error, StringComparison.Ordinal);
        Assert.Equal((int)error.ExitCode, exitCode);
        if (!File.Exists(bench.Path("result.json")))
        {
            return;
        }

        var result = JsonSerializer.Deserialize<JsonObject>(bench.Read("result.json"))!;
        Assert.Equal(code, (string?)result["code"]);
        var hint = (string?)result["hint"];
        Assert.False(string.IsNullOrWhiteSpace(hint), $"no hint: {bench.Error}");
        Assert.EndsWith(hint, bench.Error, StringComparison.Ordinal);
    }

    // Without root a file cannot be given to another user, but it can be made unreadable.
    private static void OfAnother(string path)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(0, ChangeOwner(path, 65534, 65534));
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }
    }

    [DllImport("libc", EntryPoint = "lchown")]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);

    private static Func<Workbench, Task<int>> Local(string target, params string[] arguments) => Local(target, _ => { }, arguments);

    private static Func<Workbench, Task<int>> Local(string target, Action<Workbench> prepare, params string[] arguments) => bench =>
    {
        prepare(bench);
        return Task.FromResult(bench.Run(target, arguments));
    };

    private static Func<Workbench, Task<int>> Saved(string target, Action<Workbench> prepare, params string[] arguments) =>
        Local(target, bench => prepare(bench.Do("SaveVault")), arguments);

    private static Func<Workbench, Task<int>> Pushed(string target, Action<Workbench> prepare, params string[] arguments) =>
        Local(target, bench => prepare(bench.Do("SetupStorage", "SaveVault", "PushVault")), arguments);

    private static Func<Workbench, Task<int>> OnS3(string target, Action<S3Endpoint> fault, params string[] arguments) =>
        OnS3(target, fault, false, _ => { }, arguments);

    private static Func<Workbench, Task<int>> OnS3(string target, Action<S3Endpoint> fault, bool pushFirst, params string[] arguments) =>
        OnS3(target, fault, pushFirst, _ => { }, arguments);

    private static Func<Workbench, Task<int>> OnS3(string target, Action<S3Endpoint> fault, Action<Workbench> prepare) =>
        OnS3(target, fault, false, prepare);

    private static Func<Workbench, Task<int>> OnS3(
        string target, Action<S3Endpoint> fault, bool pushFirst, Action<Workbench> prepare, params string[] arguments) => async bench =>
    {
        await using var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
        bench.Environment.SetEnvironmentVariable("TAZPOD_STORAGE", "s3");
        bench.Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", s3.Url.AbsoluteUri);
        bench.Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", s3.AccessKey);
        bench.Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", s3.SecretKey);
        bench.Do("SaveVault");
        if (pushFirst)
        {
            bench.Do("PushVault");
            SaveAnotherTree(bench);
            bench.Do("PushVault");
            File.Delete(bench.Path("vault.tar.aes"));
        }

        fault(s3);
        prepare(bench);
        return bench.Run(target, arguments);
    };

    // A lineage with one snapshot, in slot-a.
    private static Func<Workbench, Task<int>> Lineage(string target, Action<Workbench, S3Endpoint> disturb, params string[] arguments) => bench =>
        OnS3(
            target,
            s3 =>
            {
                bench.Write("snapshot", "the first");
                Assert.Equal(0, bench.Run("PushSnapshot", "--file=snapshot", "--lineage=one"));
                disturb(bench, s3);
            },
            [target.EndsWith("Snapshot", StringComparison.Ordinal) ? "--file=snapshot" : "--lineage=one", .. arguments])(bench);

    private static async Task<int> BusyAsync(Workbench bench)
    {
        bench.Do("SaveVault");
        using var held = await ExclusiveFile.TryTakeAsync(bench.Path(".lock"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        await using var ticking = Ticking(bench);
        return bench.Run("SaveVault");
    }

    private static async Task<int> TimeOutAsync(Workbench bench)
    {
        bench.Do("SaveVault");
        using var held = await ExclusiveFile.TryTakeAsync(bench.Path(".lock"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        await using var ticking = Ticking(bench);
        return bench.Run("SaveVault", "--timeout=1s");
    }

    private static Task<int> CrashAsync(Workbench bench, Exception exception)
    {
        bench.Prepare = host => host.ConfigureServices(services =>
            services.AddSingleton<IFrostingTask, CrashTask>().AddSingleton(exception));
        return Task.FromResult(bench.Run("Crash"));
    }

    // The verb waits for a lock that is never released, and the clock does not advance: only the signal ends it.
    private static async Task<int> InterruptAsync(Workbench bench)
    {
        bench.Do("SaveVault");
        using var held = await ExclusiveFile.TryTakeAsync(bench.Path(".lock"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        bench.Configure = settings =>
        {
            new TestCommand("kill", "-TERM", $"{Environment.ProcessId}").Do();
            return settings;
        };
        return bench.Run("SaveVault");
    }

    private static Timer Ticking(Workbench bench) => new(_ => bench.Time.Advance(TimeSpan.FromMilliseconds(250)), null, 50, 50);

    // Another machine's vault: sealed from another tree, in a workspace that has never seen this store.
    private static void SaveAnother(Workbench bench)
    {
        bench.Environment.SetEnvironmentVariable("TAZPOD_VAULT_FILE", "elsewhere/vault.tar.aes");
        SaveAnotherTree(bench);
    }

    private static void SaveAnotherTree(Workbench bench)
    {
        bench.Write("secrets/token", "another secret");
        bench.Do("SaveVault");
    }

    private static void WriteBelow(Workbench bench, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(bench.Path(name))!);
        bench.Write(name, text);
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
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
        }

        return content.ToArray();
    }

    private static void Seal(Workbench bench, byte[] content)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Workbench.PassphraseText), salt, 100_000, HashAlgorithmName.SHA256, 32);
        var cipher = new byte[content.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, content, cipher, tag);
        File.WriteAllBytes(bench.Path("vault.tar.aes"), [.. salt, .. nonce, .. cipher, .. tag]);
    }
}
