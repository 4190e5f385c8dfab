using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary><c>tazvault edit</c>, with shell scripts as editors.</summary>
public sealed class EditTests
{
    private const string Append = "printf more >> \"$1\"";

    public EditTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no file system in memory");

    [Fact]
    public async Task An_edited_file_is_saved_and_a_clean_secrets_directory_follows()
    {
        using var place = await SavedAsync();

        var edit = await EditAsync(place, $"{Append}; printf '%s\\n' \"$TMPDIR\" \"${{TAZPOD_PASSPHRASE_FILE-none}}\" > seen; ls -ld \"$TMPDIR\" >> seen; ls -l \"$1\" >> seen", "token");

        Assert.Equal((0, ""), (edit.ExitCode, edit.Error));
        Assert.Equal($"saved token into '{place.VaultFile}' and '{place.Path("secrets")}'\n", edit.Output);
        Assert.Equal(Place.Secret + "more", place.Read("secrets/token"));
        Assert.Equal(Place.Secret + "more", (await place.RunToolAsync("cat", "token")).Output);
        Assert.StartsWith("unchanged: ", (await place.RunToolAsync("save", "--secrets=secrets")).Output, StringComparison.Ordinal);
        var seen = place.Read("seen").Split('\n');
        Assert.StartsWith("/dev/shm/tazvault-", seen[0], StringComparison.Ordinal);
        Assert.Equal("none", seen[1]);
        Assert.StartsWith("drwx------", seen[2], StringComparison.Ordinal);
        Assert.StartsWith("-rw-------", seen[3], StringComparison.Ordinal);
        Assert.False(Directory.Exists(seen[0]));
    }

    [Fact]
    public async Task Nothing_is_saved_if_nothing_was_changed()
    {
        using var place = await SavedAsync();
        var before = File.ReadAllBytes(place.VaultFile);

        Assert.Equal((0, "unchanged: token was not edited\n"), Of(await EditAsync(place, "true", "token")));
        Assert.Equal(before, File.ReadAllBytes(place.VaultFile));
    }

    [Fact]
    public async Task An_editor_that_fails_leaves_the_vault_as_it_is_and_its_edit_can_be_resumed_or_discarded()
    {
        using var place = await SavedAsync();
        var before = File.ReadAllBytes(place.VaultFile);

        var failed = await EditAsync(place, $"{Append}; exit 3", "token");
        var again = await EditAsync(place, "true", "token");
        var other = await EditAsync(place, "true", "note");

        Assert.Equal((1, "TAZPOD6006"), (failed.ExitCode, CodeOf(failed)));
        Assert.Contains("is kept in '/dev/shm/tazvault-", failed.Error, StringComparison.Ordinal);
        Assert.Contains("tazvault edit --resume", failed.Error, StringComparison.Ordinal);
        Assert.Equal((5, "TAZPOD4004"), (again.ExitCode, CodeOf(again)));
        Assert.Equal((0, "unchanged: note was not edited\n"), Of(other));
        Assert.Contains("an earlier edit of 'token' was not saved: tazvault edit token --resume", other.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(place.VaultFile));

        Assert.Equal(0, (await EditAsync(place, "true", "--resume")).ExitCode);
        Assert.Equal(Place.Secret + "more", (await place.RunToolAsync("cat", "token")).Output);

        await EditAsync(place, $"{Append}; exit 3", "token");
        Assert.Equal((0, "removed the unsaved edit of token\n"), Of(await place.RunToolAsync("edit", "--discard")));
        Assert.Equal((0, $"there is no unsaved edit for '{place.VaultFile}'\n"), Of(await place.RunToolAsync("edit", "--discard")));
        Assert.Equal(3, (await EditAsync(place, "true", "--resume")).ExitCode);
    }

    [Fact]
    public async Task An_edit_that_a_kill_left_behind_is_found_when_its_editor_has_ended()
    {
        using var place = await SavedAsync();

        var killed = await EditAsync(place, $"exec >/dev/null 2>&1; {Append}; kill -9 $PPID; while [ ! -e stop ]; do sleep 0.05; done", "token");
        var busy = await EditAsync(place, "true", "--resume");
        place.Write("stop", "");

        Assert.Equal(137, killed.ExitCode);
        Assert.Equal((3, "TAZPOD3010"), (busy.ExitCode, CodeOf(busy)));
        for (var attempt = 0; (await EditAsync(place, "true", "--resume")).ExitCode != 0; attempt++)
        {
            Assert.True(attempt < 100, "the edit was not found");
        }

        Assert.Equal(Place.Secret + "more", (await place.RunToolAsync("cat", "token")).Output);
    }

    [Fact]
    public async Task It_is_refused_while_the_secrets_directory_has_edits()
    {
        using var place = await SavedAsync();
        place.Write("secrets/token", "edited");

        var refused = await EditAsync(place, "touch ran", "token");

        Assert.Equal((5, "TAZPOD4004"), (refused.ExitCode, CodeOf(refused)));
        Assert.False(File.Exists(place.Path("ran")));
    }

    [Fact]
    public async Task A_change_of_the_same_file_meanwhile_is_only_replaced_by_force_and_kept_aside()
    {
        using var place = await SavedAsync();
        place.Write("other/token", "from elsewhere");

        var refused = await EditAsync(place, $"{Append}; touch open; while [ ! -e go ]; do sleep 0.05; done", "token", async () =>
        {
            while (!File.Exists(place.Path("open")))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(0, (await place.RunToolAsync("save", "--secrets=other", "--force")).ExitCode);
            place.Write("go", "");
        });

        Assert.Equal((5, "TAZPOD4004"), (refused.ExitCode, CodeOf(refused)));
        Assert.Equal("from elsewhere", (await place.RunToolAsync("cat", "token")).Output);

        var forced = await EditAsync(place, "true", "--resume", "--force");
        Assert.Equal(0, forced.ExitCode);
        Assert.Equal(Place.Secret + "more", (await place.RunToolAsync("cat", "token")).Output);
        var aside = Assert.Single(Directory.GetFiles(place.Path(".tazpod/vault"), "*.local"));
        Assert.Contains(aside, forced.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_file_that_was_changed_meanwhile_is_kept()
    {
        using var place = await SavedAsync();
        Directory.CreateDirectory(place.Path("other"));
        place.Write("other/token", Place.Secret);
        place.Write("other/new", "n");

        var edit = await EditAsync(place, $"{Append}; touch open; while [ ! -e go ]; do sleep 0.05; done", "token", async () =>
        {
            while (!File.Exists(place.Path("open")))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(0, (await place.RunToolAsync("save", "--secrets=other", "--force")).ExitCode);
            place.Write("go", "");
        });

        Assert.Equal(0, edit.ExitCode);
        Assert.Equal("n", (await place.RunToolAsync("cat", "new")).Output);
        Assert.Equal(Place.Secret + "more", (await place.RunToolAsync("cat", "token")).Output);
    }

    [Theory]
    [InlineData("edit", "TAZPOD1001", 2)]
    [InlineData("edit nothing", "TAZPOD3010", 3)]
    [InlineData("edit token --resume --discard", "TAZPOD1004", 2)]
    public async Task A_mistake_is_refused(string line, string code, int exitCode)
    {
        using var place = await SavedAsync();
        place.Environment["EDITOR"] = "true";

        var refused = await place.RunToolAsync(line.Split(' '));

        Assert.Equal((exitCode, code), (refused.ExitCode, CodeOf(refused)));
    }

    [Fact]
    public async Task An_editor_that_cannot_be_started_is_named()
    {
        using var place = await SavedAsync();
        place.Environment["VISUAL"] = "/nonexistent/editor --wait";

        var refused = await place.RunToolAsync("edit", "token");

        Assert.Equal((2, "TAZPOD1001"), (refused.ExitCode, CodeOf(refused)));
        Assert.Contains("'/nonexistent/editor'", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_an_editor_left_in_place_of_the_file_is_not_followed()
    {
        using var place = await SavedAsync();
        place.Write("elsewhere", "not a secret of this vault");

        var refused = await EditAsync(place, "ln -sf \"$PWD/elsewhere\" \"$1\"", "token");

        Assert.Equal((6, "TAZPOD6008"), (refused.ExitCode, CodeOf(refused)));
        Assert.Equal(Place.Secret, (await place.RunToolAsync("cat", "token")).Output);
        await place.RunToolAsync("edit", "--discard");
    }

    private static async Task<Place> SavedAsync()
    {
        var place = new Place();
        place.Environment["TAZPOD_SECRETS"] = "secrets";
        place.Write("secrets/note", "n");
        var saved = await place.RunToolAsync("save");
        Assert.True(saved.ExitCode == 0, saved.All);
        return place;
    }

    private static async Task<HostResult> EditAsync(Place place, string editor, string argument, params object[] more)
    {
        place.Write("editor", "#!/bin/sh\n" + editor + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(place.Path("editor"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        place.Environment["EDITOR"] = "./editor";
        var edit = place.RunToolAsync(["edit", argument, .. more.OfType<string>()]);
        if (more is [Func<Task> meanwhile])
        {
            await meanwhile();
        }

        return await edit;
    }

    private static (int ExitCode, string Output) Of(HostResult result) => (result.ExitCode, result.Output);

    private static string CodeOf(HostResult result) => result.ErrorLine.Split(' ')[1].TrimEnd(':');
}
