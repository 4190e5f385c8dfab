using System.Text.RegularExpressions;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;

namespace TazPod.EndToEnd.Tests;

/// <summary>Commands that run with secrets, at a shell and in a build, with real signals and a real terminal.</summary>
public sealed partial class RunTests : IDisposable
{
    private const string Forever = "echo \"ready $$ $TAZPOD_FILES\"; exec sleep 600";
    private readonly Place place = new();
    private readonly string memory = $"/dev/shm/tazpod-test-{Guid.NewGuid():N}";

    public RunTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a file system in memory");
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(memory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        place.Environment["XDG_RUNTIME_DIR"] = memory;
        place.Write("secrets/.env", $"TOKEN={Place.Secret}\n");
        place.Write("secrets/kube/config", "kind: Config\nname: x\n");
        place.Write("secrets/db/password", "hunter2-the-password");
    }

    public void Dispose()
    {
        place.Dispose();
        if (Directory.Exists(memory))
            Directory.Delete(memory, recursive: true);
    }

    [Fact]
    public async Task A_command_reads_files_of_the_vault_which_are_gone_afterwards()
    {
        await SaveAsync();

        var all = await RunAsync("--files", "--", "sh", "-c", "cd \"$TAZPOD_FILES\" && pwd && stat -c '%a %F' . && find . -type f | sort && cat kube/config db/password");
        var some = await RunAsync("--files=kube", "--", "sh", "-c", "cd \"$TAZPOD_FILES\" && find . -type f; echo ${TOKEN:+set}");
        var none = await RunAsync("--files=none", "--", "true");
        var absent = await RunAsync("--files", "--", "no-such-program-here");

        Assert.Matches($"^{memory}/tazvault-[0-9a-f]{{32}}/files\n700 directory\n./.env\n./db/password\n./kube/config\n./token\nkind: Config\nname: x\n\\*\\*\\*$", all.Output);
        Assert.Equal("./kube/config\nset\n", some.Output);
        Assert.Equal((0, 0, 3, 2), (all.ExitCode, some.ExitCode, none.ExitCode, absent.ExitCode));
        Assert.Contains("with 1 variable from .env and 4 files in ", all.Error, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_build_gives_its_command_the_same_files()
    {
        await SaveAsync();

        var run = await place.RunAsync(
            "RunWithVault", "--files=db", "--file-env=KUBECONFIG=kube/config", "--pristine", "--exec=sh -c 'cat \"$KUBECONFIG\"; cat \"$TAZPOD_FILES/db/password\"; echo; echo ${TAZPOD_STORAGE-none}'");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("kind: Config\nname: x\n***\nnone\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_variable_names_a_file_and_a_pristine_command_gets_nothing_else()
    {
        await SaveAsync();
        place.Environment["OTHER"] = "inherited";

        var run = await RunAsync("--file-env=KUBECONFIG=kube/config", "--file-env=DB_PASSWORD_FILE=db/password", "--pristine", "--", "/usr/bin/env");
        var missing = await RunAsync("--file-env=KUBECONFIG=kube/Config", "--", "true");
        var refused = await RunAsync("--file-env=NODE_OPTIONS=kube/config", "--", "true");
        var allowed = await RunAsync("--file-env=NODE_OPTIONS=kube/config", "--allow-env=NODE_OPTIONS", "--", "true");

        Assert.Equal(
            ["DB_PASSWORD_FILE", "HOME", "KUBECONFIG", "PATH", "TAZPOD_FILES", "TOKEN"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal));
        Assert.Matches($"\nKUBECONFIG={memory}/tazvault-[0-9a-f]+/files/kube/config\n", $"\n{run.Output}");
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("does not contain the file 'kube/Config' for KUBECONFIG. ", missing.ErrorLine, StringComparison.Ordinal);
        Assert.Equal((2, 0), (refused.ExitCode, allowed.ExitCode));
        Assert.Contains("add --allow-env=NODE_OPTIONS", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_variables_is_needed_only_if_nothing_else_is_asked_for()
    {
        File.Delete(place.Path("secrets/.env"));
        await SaveAsync();

        var files = await RunAsync("--files", "--", "true");
        var nothing = await RunAsync("--", "true");
        var named = await RunAsync("--files", "--env-file=.env", "--", "true");

        Assert.Equal((0, 3, 3), (files.ExitCode, nothing.ExitCode, named.ExitCode));
        Assert.Contains(" with 3 files from '", files.Error, StringComparison.Ordinal);
        Assert.Contains("the command would get no secrets. Name the file with the variables with --env-file, or use --files", nothing.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("QUIT", 131)]
    [InlineData("USR1", 138)]
    public async Task A_signal_is_the_commands_own_and_its_files_are_gone(string signal, int exitCode)
    {
        await SaveAsync();
        using var run = Start("--files", "--", "sh", "-c", Forever);
        await run.PrintsAsync("ready");
        Assert.Single(Left());

        run.Signal(signal);

        Assert.Equal(exitCode, (await run.EndAsync()).ExitCode);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_command_that_handles_a_signal_goes_on()
    {
        await SaveAsync();
        using var run = Start("--", "sh", "-c", "trap 'echo handled' TERM; trap 'exit 9' USR2; echo ready; while :; do sleep 0.05; done");
        await run.PrintsAsync("ready");

        run.Signal("TERM");
        await run.PrintsAsync("handled");
        run.Signal("USR2");

        Assert.Equal(9, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task The_files_are_gone_after_the_timeout()
    {
        await SaveAsync();

        var run = await RunAsync("--files", "--timeout=2s", "--", "sleep", "600");

        Assert.Equal(7, run.ExitCode);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task The_next_run_removes_what_a_killed_one_left_behind_but_not_while_its_command_lives_and_never_anothers()
    {
        await SaveAsync();
        using var living = Start("--files", "--", "sh", "-c", Forever);
        await living.PrintsAsync("ready");
        using var killed = Start("--files", "--", "sh", "-c", "echo \"child $$ $TAZPOD_FILES.\"; exec sleep 600");
        await killed.PrintsAsync(".\n");
        Assert.Equal(2, Left().Length);
        var child = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Single(id => int.TryParse(id, out _) && Parent(id!) == killed.Id);

        killed.Kill();
        await RunAsync("--", "true");
        var whileItsCommandLives = Left().Length;
        new TestCommand("kill", "-9", child!).Do();
        await killed.EndAsync();
        await RunAsync("--", "true");

        Assert.Equal(2, whileItsCommandLives);
        Assert.Single(Left());
        living.Signal("TERM");
        Assert.Equal(143, (await living.EndAsync()).ExitCode);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Without_a_file_system_in_memory_the_disk_must_be_allowed()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to mount");
        await SaveAsync();
        Directory.CreateDirectory(place.Path("disk"));
        place.Environment["XDG_RUNTIME_DIR"] = place.Path("disk");
        place.Environment["TMPDIR"] = place.Path("disk");
        string[] wrapper = ["unshare", "-m", "sh", "-c", "mount --bind \"$TMPDIR\" /dev/shm; test ! -d /run/user || mount --bind \"$TMPDIR\" /run/user; exec \"$@\"", "sh"];

        using var refused = HostProcess.StartToolBy(place.Path(""), place.Environment, wrapper, "run", "--files", "--", "true");
        using var allowed = HostProcess.StartToolBy(place.Path(""), place.Environment, wrapper, "run", "--files", "--allow-disk", "--", "sh", "-c", "echo $TAZPOD_FILES");
        var (refusal, run) = (await refused.EndAsync(), await allowed.EndAsync());

        Assert.Equal((8, 0), (refusal.ExitCode, run.ExitCode));
        Assert.StartsWith("Error: TAZPOD6009: ", refusal.ErrorLine, StringComparison.Ordinal);
        Assert.StartsWith(place.Path("disk"), run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path("disk")));
    }

    [Fact]
    public async Task A_prompt_is_seen_through_a_pipe()
    {
        await SaveAsync();
        using var run = Start("--", "sh", "-c", "printf 'Name: '; exec sleep 600");

        await run.PrintsAsync("Name: ");

        run.Signal("TERM");
        await run.EndAsync();
    }

    [Fact]
    public async Task Bytes_that_are_not_text_pass_unchanged_through_a_pipe_and_a_reader_that_goes_ends_the_command()
    {
        await SaveAsync();

        var bytes = await PipeAsync("od -An -tx1", "printf '\\377\\000\\200%s\\303' \"$TOKEN\"");
        var ended = await PipeAsync("head -n 1", "yes; kill -l $?");

        Assert.Equal(" ff 00 80 2a 2a 2a c3\n", bytes.Output);
        Assert.Equal("y\n", ended.Output);
    }

    [Fact]
    public async Task At_a_terminal_the_command_has_the_terminal_itself()
    {
        await SaveAsync();

        using var run = AtTerminal("--", "sh", "-c", "test -t 0 && test -t 1 && test -t 2 && echo terminal; stty size; echo $TOKEN; printf 'Name: '; read name; echo \"hello $name\"");
        await Task.Run(() => run.TypeAt("Name: ", "bob\r"), TestContext.Current.CancellationToken);
        var shown = await run.EndAsync();

        Assert.Contains($"terminal\r\n0 2000\r\n{Place.Secret}\r\nName: bob\r\nhello bob\r\n", Controls().Replace(shown.Output, ""), StringComparison.Ordinal);
        Assert.Equal(0, shown.ExitCode);
    }

    [Fact]
    public async Task At_a_terminal_the_output_is_masked_if_that_is_asked_for_or_in_CI()
    {
        await SaveAsync();

        using var masked = AtTerminal("--mask", "--", "sh", "-c", "test -t 1 || echo piped; echo $TOKEN; printf 'Name: '; read name; echo \"hello $name\"");
        await Task.Run(() => masked.TypeAt("Name: ", "bob\r"), TestContext.Current.CancellationToken);
        var shown = await masked.EndAsync();
        place.Environment["CI"] = "true";
        using var inCi = AtTerminal("--", "sh", "-c", "echo $TOKEN");

        Assert.Contains("piped\r\n***\r\n", Controls().Replace(shown.Output, ""), StringComparison.Ordinal);
        Assert.Contains("hello bob", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Place.Secret, shown.Output + (await inCi.EndAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_C_at_a_terminal_is_for_the_command()
    {
        await SaveAsync();

        using var ended = AtTerminal("--files", "--", "sh", "-c", Forever);
        await Task.Run(() => ended.TypeAt("ready", "\u0003"), TestContext.Current.CancellationToken);
        using var handled = AtTerminal("--", "sh", "-c", "trap 'echo one; trap \"exit 4\" INT; echo again' INT; echo ready; while :; do sleep 0.05; done");
        await Task.Run(() => handled.TypeAt("ready", "\u0003"), TestContext.Current.CancellationToken);
        await Task.Run(() => handled.TypeAt("again", "\u0003"), TestContext.Current.CancellationToken);

        Assert.Equal((130, 4), ((await ended.EndAsync()).ExitCode, (await handled.EndAsync()).ExitCode));
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_run_within_a_run_says_nothing_about_the_variable_of_the_first()
    {
        await SaveAsync();
        place.Environment["TAZPOD_FILES"] = "/elsewhere";

        var run = await RunAsync("--files", "--", "true");

        Assert.DoesNotContain("TAZPOD_FILES", run.All, StringComparison.Ordinal);
    }

    private async Task SaveAsync() => Assert.Equal(0, (await place.RunToolAsync("save", "--secrets=secrets")).ExitCode);

    private Task<HostResult> RunAsync(params string[] arguments) => place.RunToolAsync(["run", .. arguments]);

    private HostProcess Start(params string[] arguments) => HostProcess.StartTool(place.Path(""), place.Environment, ["run", .. arguments]);

    private HostProcess AtTerminal(params string[] arguments) =>
        HostProcess.StartToolAtTerminal(place.Path(""), place.Environment, ["run", .. arguments]);

    private async Task<HostResult> PipeAsync(string reader, string script)
    {
        using var run = HostProcess.StartToolBy(place.Path(""), place.Environment, ["sh", "-c", $"\"$@\" | {reader}", "sh"], "run", "--", "sh", "-c", script);
        return await run.EndAsync();
    }

    private string[] Left() => [.. Directory.EnumerateDirectories(memory)];

    private static int Parent(string process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [GeneratedRegex("\u001b\\[\\?1h\u001b=")]
    private static partial Regex Controls();
}
