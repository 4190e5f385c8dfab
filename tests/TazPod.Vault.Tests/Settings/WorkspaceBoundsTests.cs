using System.Runtime.Versioning;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

/// <summary>The locations to which a configuration file may lead.</summary>
public sealed class WorkspaceBoundsTests : IDisposable
{
    private readonly Workspace workspace = new() { Callers = [] };

    private string TrustedFile => Path.Combine(workspace.Home, ".config", "tazpod", "trusted");

    [Theory]
    [InlineData("secrets", "~/secrets", "HOME/secrets")]
    [InlineData("secrets", "../work-2", "HERE-2")]
    [InlineData("secrets", "..", "ROOT")]
    [InlineData("secrets", "to-home/.ssh", "HOME/.ssh")]
    [InlineData("secrets", "beside-home", "ROOT/ssh")]
    [InlineData("secrets", "/etc", "/etc")]
    [InlineData("file", "~/.bash_profile", "HOME/.bash_profile")]
    [InlineData("file", "to-home/x", "HOME/x")]
    public void Leading_outside_the_workspace_is_refused(string key, string value, string place)
    {
        Links();
        var error = workspace.Config($"vault:\n  {key}: {value}\n").Refused();

        Assert.Same(VaultErrors.OutsideWorkspace, error.Error);
        Assert.Equal($"CONFIG: vault.{key} is '{value}', which leads outside the workspace, to '{place}'", workspace.Named(error.Message));
        Assert.Contains("TAZPOD_TRUST_CONFIG=1", error.Hint, StringComparison.Ordinal);
        Assert.Contains(key == "file" ? "--vault-file or TAZPOD_VAULT_FILE" : "--secrets or TAZPOD_SECRETS", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("to-plain/x")]
    [InlineData("../work/plain")]
    [InlineData("~/../work/plain")]
    public void Staying_inside_the_workspace_is_allowed(string value)
    {
        Links();
        workspace.Config($"vault:\n  secrets: {value}\n  file: {value}/v.aes\n").Load();
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData("plain/../.git/hooks/post-checkout")]
    [InlineData("modules/one/.git/config")]
    public void The_files_of_git_in_it_are_refused_like_those_outside(string value)
    {
        var error = workspace.Config($"vault:\n  file: {value}\n").Refused();
        Assert.Same(VaultErrors.OutsideWorkspace, error.Error);
        Assert.Contains("leads into the .git of the workspace", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_of_links_leads_outside()
    {
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "loop"), "loop");
        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Config("vault:\n  secrets: loop\n").Refused().Error);
    }

    [Fact]
    public void A_location_from_an_argument_or_the_environment_is_not_restricted()
    {
        workspace.Config("vault:\n  secrets: ~/secrets\n  file: ~/v.aes\n").Argument("secrets", "~/mine").Variable("TAZPOD_VAULT_FILE", "~/v2.aes");
        Assert.Equal("HOME/mine", workspace.Named(workspace.Load().SecretsDirectory));
    }

    [Fact]
    public void Stores_addresses_and_passphrase_files_can_be_anywhere()
    {
        var settings = workspace.Config("vault:\n  storage: file:../store\n  endpoint: http://elsewhere\n  passphrase_file: ~/pass\n").Load();
        Assert.Equal("HOME/pass", workspace.Named(settings.PassphraseFile!));
    }

    [Fact]
    public void Every_setting_that_a_file_can_give_a_path_for_is_one_or_the_other()
    {
        string[] free = ["storage", "passphrase file"];
        var paths = SettingCatalog.All.Where(row => row.Allowed.StartsWith("the path of", StringComparison.Ordinal) || row.Name == "storage");
        Assert.All(
            paths.Where(row => row.ConfigurationKey is not null),
            row => Assert.NotEqual(free.Contains(row.Name), row.Pin is not null));
    }

    [Fact]
    public void The_checked_location_is_remembered_until_another_one_is_named()
    {
        var settings = workspace.Config("vault:\n  secrets: a/s\n  file: b/v\n").Load();

        Assert.Equal(Path.Combine(workspace.Here, "a/s"), settings.SecretsPlace);
        Assert.Equal(Path.Combine(workspace.Here, "b/v"), settings.VaultFilePlace);
        Assert.Null((settings with { SecretsDirectory = "/elsewhere" }).SecretsPlace);
        Assert.Null((settings with { VaultFile = "/elsewhere" }).VaultFilePlace);
        Assert.Null(workspace.Argument("secrets", "/elsewhere").Load().SecretsPlace);
    }

    [Theory]
    [InlineData("HERE/build/host/", true)]
    [InlineData("HERE/build.cake", true)]
    [InlineData("HERE", true)]
    [InlineData("ROOT/to-work/build.cake", true)]
    [InlineData("HERE-2/build.cake", false)]
    [InlineData("ROOT", false)]
    [InlineData("HERE/to-home/tool", false)]
    public void With_running_code_of_the_workspace_it_can_lead_anywhere(string caller, bool mayLead)
    {
        Links();
        File.CreateSymbolicLink(Path.Combine(workspace.Root, "to-work"), workspace.Here);
        workspace.Callers = ["/usr/share/dotnet", caller.Replace("HERE", workspace.Here).Replace("ROOT", workspace.Root)];
        workspace.Config("vault:\n  secrets: ~/secrets\n");
        if (!mayLead)
        {
            Assert.Same(VaultErrors.OutsideWorkspace, workspace.Refused().Error);
            return;
        }

        var (key, reason) = Assert.Single(workspace.Load().Trust!.Outside);
        Assert.Equal("vault.secrets", key);
        Assert.StartsWith("the running code is inside the workspace ('", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_code_does_not_make_the_configuration_of_another_user_trusted()
    {
        workspace.Callers = [workspace.Here];
        var error = workspace.Config("vault:\n  secrets: x\n").OfAnother(Path.GetDirectoryName(workspace.ConfigFile)!).Refused();
        Assert.Same(VaultErrors.ConfigurationNotTrusted, error.Error);
    }

    [Fact]
    public void The_environment_can_allow_it() =>
        Assert.NotNull(workspace.Config("vault:\n  secrets: ~/secrets\n").Variable("TAZPOD_TRUST_CONFIG", "1").Load());

    [Theory]
    [InlineData("~/secrets")]
    [InlineData("~/it's \\ \"mine\" # ü")]
    public void The_line_in_the_refusal_allows_it_permanently(string value)
    {
        var yaml = value.Replace("'", "''");
        Note(workspace.Config($"vault:\n  secrets: '{yaml}'\n").Refused());

        workspace.Load();
        Assert.Equal($"'{TrustedFile}' allows it", Assert.Single(workspace.Load().Trust!.Outside).Reason);
    }

    [Fact]
    public void It_allows_that_location_for_that_setting_of_that_workspace_and_nothing_else()
    {
        workspace.Config("vault:\n  secrets: to-home/a\n");
        Links();
        Note(workspace.Refused());
        Assert.NotNull(workspace.Load());

        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Config("vault:\n  secrets: to-home/b\n").Refused().Error);
        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Config("vault:\n  file: to-home/a\n").Refused().Error);
        var other = Path.Combine(workspace.Root, "other");
        Directory.CreateDirectory(Path.Combine(other, ".tazpod"));
        File.WriteAllText(Path.Combine(other, ".tazpod", "config.yaml"), "vault:\n  secrets: ~/a\n");
        Assert.Throws<VaultException>(() => workspace.Load(other));

        // The same text leads elsewhere once the link does.
        workspace.Config("vault:\n  secrets: to-home/a\n");
        File.Delete(Path.Combine(workspace.Here, "to-home"));
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "to-home"), Path.Combine(workspace.Home, ".ssh"));
        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Refused().Error);
    }

    [Fact]
    public void Comments_blanks_and_invalid_lines_are_ignored()
    {
        var line = Note(workspace.Config("vault:\n  secrets: ~/secrets\n").Refused());
        File.WriteAllText(TrustedFile, $"\uFEFF# mine\n\nnonsense\n[1,2,3]\n[\"a\"]\n{{}}\n[\n  {line.Replace(",", " , ")} \r\n");
        Assert.NotNull(workspace.Load());
        File.WriteAllText(TrustedFile, $"# {line}\n");
        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Refused().Error);
    }

    [Theory]
    [InlineData("it is inside the workspace itself")]
    [InlineData("other users can write to it; fix this with chmod go-w")]
    [InlineData("is a directory, not a file")]
    [InlineData("is not trusted: it belongs to mallory")]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_others_may_have_written_is_ignored_and_the_hint_says_why(string problem)
    {
        workspace.Config("vault:\n  secrets: ~/secrets\n");
        var line = Note(workspace.Refused());
        switch (problem)
        {
            case "it is inside the workspace itself":
                workspace.Variable("XDG_CONFIG_HOME", Path.Combine(workspace.Here, ".config"));
                workspace.Write(".config/tazpod/trusted", line);
                break;
            case "is a directory, not a file":
                File.Delete(TrustedFile);
                Directory.CreateDirectory(TrustedFile);
                break;
            case "other users can write to it; fix this with chmod go-w":
                Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
                File.SetUnixFileMode(TrustedFile, File.GetUnixFileMode(TrustedFile) | UnixFileMode.GroupWrite);
                break;
            default:
                workspace.OnlyOfAnother(TrustedFile);
                break;
        }

        var error = workspace.Refused();

        Assert.Same(VaultErrors.OutsideWorkspace, error.Error);
        Assert.Contains(problem, error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("append", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_of_the_working_directory_of_root_does_not_determine_what_root_trusts()
    {
        workspace.Config("vault:\n  secrets: ~/secrets\n");
        Note(workspace.Refused());
        workspace.OnlyOfAnother(TrustedFile).OnlyOfAnother(workspace.Here);
        Assert.Same(VaultErrors.OutsideWorkspace, workspace.Refused().Error);
    }

    [Fact]
    public void A_link_to_it_is_used_if_it_is_ours_and_leads_to_no_workspace()
    {
        workspace.Config("vault:\n  secrets: ~/secrets\n");
        Note(workspace.Refused());
        var elsewhere = Path.Combine(workspace.Home, "elsewhere");
        File.Move(TrustedFile, elsewhere);
        File.CreateSymbolicLink(TrustedFile, elsewhere);
        Assert.NotNull(workspace.Load());

        File.Move(elsewhere, Path.Combine(workspace.Here, "brought"));
        File.Delete(TrustedFile);
        File.CreateSymbolicLink(TrustedFile, Path.Combine(workspace.Here, "brought"));
        Assert.Contains("it is inside the workspace itself", workspace.Refused().Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config", false)]
    [InlineData("HOME/xdg", true)]
    public void XDG_CONFIG_HOME_determines_its_location_unless_it_is_relative(string directory, bool counts)
    {
        workspace.Config("vault:\n  secrets: ~/secrets\n").Variable("XDG_CONFIG_HOME", directory.Replace("HOME", workspace.Home));
        var expected = counts ? Path.Combine(workspace.Home, "xdg", "tazpod", "trusted") : TrustedFile;
        Assert.Contains($"append this line to '{expected}'", workspace.Refused().Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_home_there_is_no_such_file_and_no_advice_to_write_one()
    {
        workspace.Config("vault:\n  secrets: ../x\n");
        var error = Assert.Throws<VaultException>(() => workspace.Load(homeIsSet: false));
        Assert.EndsWith("set TAZPOD_TRUST_CONFIG=1 in the environment.", error.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => workspace.Dispose();

    // Does exactly what the hint says.
    private string Note(VaultException refusal)
    {
        Assert.NotNull(refusal.Hint);
        Assert.Contains($"append this line to '{TrustedFile}' (create its directory with mkdir -p '{Path.GetDirectoryName(TrustedFile)}'): ", refusal.Hint);
        var line = refusal.Hint[refusal.Hint.LastIndexOf(' ')..].Trim();
        Directory.CreateDirectory(Path.GetDirectoryName(TrustedFile)!);
        File.AppendAllText(TrustedFile, line + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(TrustedFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return line;
    }

    private void Links()
    {
        Directory.CreateDirectory(Path.Combine(workspace.Here, "plain"));
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "to-plain"), "plain");
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "to-home"), workspace.Home);
        File.CreateSymbolicLink(Path.Combine(workspace.Here, "beside-home"), "to-home/../ssh");
    }
}
