namespace TazPod.Bench;

/// <summary>The contests: what a pipeline does with secrets, by us and by the tools that people would take instead.</summary>
/// <param name="place">An empty directory to work in.</param>
/// <param name="host">The command line of our host.</param>
/// <param name="tool">The native file of <c>tazvault</c>, which need not exist.</param>
/// <param name="endpoint">The address of the S3 server.</param>
/// <param name="bucket">A bucket that is there.</param>
/// <param name="shell">Runs commands with everybody's settings in the environment.</param>
internal sealed class Contests(string place, string host, string tool, string endpoint, string bucket, Shell shell)
{
    private const int Files = 64;
    private const long Bytes = 64 << 20;
    private const string Key = "tazpod/vault/vault.tar.aes";
    private readonly string tree = Path.Combine(place, "secrets");
    private readonly string vault = Path.Combine(place, ".tazpod", "vault", "vault.tar.aes");

    /// <summary>Makes what they need.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(place, ".tazpod"));
        SampleTree.Write(tree, 16, 64 << 10, 0);
        Ours("SaveVault");
        Ours("PushVault");
        Publish("BareHead");
        Publish("EmptyProgram");
        if (shell.Has("go"))
        {
            shell.Run($"cd '{Peer("gosealing")}' && go build -o '{place}/gosealing' .");
        }

        if (shell.Has("restic"))
        {
            shell.Run("restic init && restic backup -q secrets");
        }

        if (shell.Has("age-keygen"))
        {
            shell.Run("age-keygen -o age.key && age-keygen -y age.key > age.pub && tar c secrets | age -r $(cat age.pub) > age.tar");
            if (shell.Has("aws"))
            {
                shell.Run(AwsPush);
            }
        }

        if (shell.Has("rclone"))
        {
            shell.Run(RclonePush);
        }
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Contest> All() => shell.Has(tool) ? OfHost().Concat(OfTool()) : OfHost();

    private IEnumerable<Contest> OfHost()
    {
        yield return new Contest("push 64 KiB, nothing new", _ => { }, [
            new("TazPod.Cake", $"{host} --target=PushVault", []),
            new("aws s3api head-object", $"aws --endpoint-url {endpoint} s3api head-object --bucket {bucket} --key {Key}", ["aws"], 0.45),
            new("restic backup", "restic backup -q secrets", ["restic"], 0.6),
            new("rclone copy", RclonePush, ["rclone"]),
            new("s3cmd info", $"{S3Cmd} info s3://{bucket}/{Key}", ["s3cmd"])]);
        yield return WithoutTheStart();
        yield return new Contest("save a new vault of 64 MiB", Grow, [
            new("TazPod.Cake", $"{host} --target=SaveVault", [], Prepare: () => File.Delete(vault)),
            new("Go standard library", $"./gosealing seal secrets '{place}/go.aes'", ["./gosealing"], 0.5)], vault);
        yield return new Contest("save a changed 64 MiB", Change, [
            new("TazPod.Cake", $"{host} --target=SaveVault", []),
            new("Go standard library", $"./gosealing seal secrets '{place}/go.aes'", ["./gosealing"], 0.5)], vault);
        yield return new Contest("unlock 64 MiB", _ => { }, [
            new("TazPod.Cake", $"{host} --target=UnlockVault --secrets=out", [], Prepare: Clean),
            new("Go standard library", $"./gosealing open '{vault}' out", ["./gosealing"], 0.7, Clean)], vault);
        yield return new Contest("save and push a changed 64 MiB", Change, [
            new("TazPod.Cake", $"{host} --target=SaveVault --target=PushVault", []),
            new("tar | age | aws s3 cp", AwsPush, ["aws", "age"], 0.45),
            new("restic backup", "restic backup -q secrets", ["restic"], 0.9),
            new("rclone copy", RclonePush, ["rclone"]),
            new("tar | age | s3cmd put", $"tar cz secrets | age -r $(cat age.pub) > s3cmd.age && {S3Cmd} put -q s3cmd.age s3://{bucket}/peers/s3cmd.age", ["s3cmd", "age"])], vault);
        yield return new Contest("pull and unlock 64 MiB", _ => { }, [
            new("TazPod.Cake", $"{host} --target=PullVault --target=UnlockVault --secrets=out", [], Prepare: () => { Clean(); Forget(); }),
            new("aws s3 cp | age | tar", $"mkdir out && aws --endpoint-url {endpoint} s3 cp --quiet s3://{bucket}/peers/aws.age - | age -d -i age.key | tar xz -C out", ["aws", "age"], 0.5, Clean),
            new("restic restore", "restic restore -q latest --target out", ["restic"], 0.8, Clean),
            new("rclone copy", $"{Rclone} {RcloneRemote} out", ["rclone"], null, Clean)], vault);
    }

    private IEnumerable<Contest> OfTool()
    {
        yield return new Contest("tazvault: push 64 MiB, nothing new", _ => { }, [
            new("tazvault", $"{tool} push", [tool], Prepare: () => shell.Run($"{tool} push")),
            new("aws s3api head-object", $"aws --endpoint-url {endpoint} s3api head-object --bucket {bucket} --key {Key}", ["aws"], 0.1),
            new("rclone copy", RclonePush, ["rclone"], 0.7),
            new("TazPod.Cake", $"{host} --target=PushVault", [])]);
        yield return new Contest("tazvault: save and push a changed 64 MiB", Change, [
            new("tazvault", $"{tool} save && {tool} push", [tool]),
            new("TazPod.Cake", $"{host} --target=SaveVault --target=PushVault", [], 0.8, () => Change(int.MaxValue - 1))], vault);
        yield return new Contest("tazvault: pull and unlock 64 MiB", _ => { }, [
            new("tazvault", $"{tool} pull && {tool} unlock --secrets=out", [tool], Prepare: () => { Clean(); Forget(); }),
            new("rclone copy", $"{Rclone} {RcloneRemote} out", ["rclone"], 1.0, Clean),
            new("TazPod.Cake", $"{host} --target=PullVault --target=UnlockVault --secrets=out", [], Prepare: () => { Clean(); Forget(); })], vault);
        yield return new Contest("tazvault: a command with the secrets of 64 MiB", _ => { }, [
            new("tazvault run", $"{tool} run --files -- true", [tool]),
            new("age -d, and a command", "age -d -i age.key age.tar > age.out && true", ["age"], 1.5)], vault);
    }

    // Cake's start is most of an unchanged push. The rest is what the SDK takes for the same question, and what is ours.
    private Contest WithoutTheStart()
    {
        Contestant push = new("TazPod.Cake", $"{host} --target=PushVault", []);
        Contestant emptyTask = new("the same host with an empty task", $"{host} --target=Empty", []);
        Contestant bareHead = new("one HEAD with the AWS SDK", $"dotnet BareHead/TazPod.Bench.BareHead.dll {endpoint} $AWS_REGION {bucket} {Key}", []);
        Contestant emptyProgram = new("an empty program", "dotnet EmptyProgram/TazPod.Bench.EmptyProgram.dll", []);
        return new Contest(
            "push 64 KiB, nothing new, beyond an empty task",
            _ => { },
            [push, emptyTask, bareHead, emptyProgram],
            AddedGoal: new(push, emptyTask, bareHead, emptyProgram, 1.15));
    }

    private string S3Cmd => $"s3cmd --access_key=$AWS_ACCESS_KEY_ID --secret_key=$AWS_SECRET_ACCESS_KEY --no-ssl --host={new Uri(endpoint).Authority} --host-bucket={new Uri(endpoint).Authority}";

    private string AwsPush => $"tar cz secrets | age -r $(cat age.pub) | aws --endpoint-url {endpoint} s3 cp --quiet - s3://{bucket}/peers/aws.age";

    // It fails with a certificate bundle in the environment, which is the SDK's.
    private const string Rclone = "env -u AWS_CA_BUNDLE rclone copy";

    private string RcloneRemote => $":s3:{bucket}/peers/rclone";

    private string RclonePush => $"{Rclone} secrets {RcloneRemote}";

    private static string Peer(string name) => Path.Combine(AppContext.BaseDirectory, "../../../../peers", name);

    // From its directory, so that this repository chooses the SDK.
    private void Publish(string peer) =>
        shell.Run($"cd '{Peer(peer)}' && dotnet publish --configuration Release --output '{place}/{peer}' -p:ReadyToRun=true --verbosity quiet -nologo --disable-build-servers");

    private void Ours(string target) => shell.Run($"{host} --target={target}");

    private void Grow(int round)
    {
        if (round == 0)
        {
            Change(-1);
        }
    }

    private void Change(int round) => SampleTree.Write(tree, Files, Bytes, round + 1);

    private void Forget()
    {
        File.Delete(vault);
        File.Delete(Path.Combine(Path.GetDirectoryName(vault)!, "sync.json"));
    }

    private void Clean()
    {
        var target = Path.Combine(place, "out");
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }
    }
}
