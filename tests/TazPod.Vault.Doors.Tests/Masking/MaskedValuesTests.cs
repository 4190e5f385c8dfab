using TazPod.Testing.Processes;
using TazPod.Vault.Doors.Masking;
using TazPod.Vault.Doors.Tests.Support;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Tests.Masking;

public sealed class MaskedValuesTests
{
    [Fact]
    public void The_values_of_files_of_every_format_are_distinct_and_not_short()
    {
        using var files = new TestFiles();
        files.Write("secrets/app.yaml", "database:\n  password: yaml-secret\n  port: 5432\n");
        files.Write("secrets/app.json", "{\"database\":{\"password\":\"json-secret\",\"other\":\"yaml-secret\"}}");
        files.Write("secrets/app.env", "TOKEN=\"env\\nsecret \\\"one\\\"\"\n");

        var (values, missing) = MaskedValues.Of(new VaultSettings
        {
            SecretsDirectory = files.Path("secrets"),
            Mask = ["app.yaml", "app.json", "app.env"],
        });

        Assert.Empty(missing);
        Assert.Equal(
            ["TOKEN=\"env\\nsecret \\\"one\\\"\"", "env\\nsecret \\\"one\\", "env\\nsecret \\\"one\\\"", "json-secret", "secret \"one\"", "yaml-secret"],
            values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_star_names_every_file_but_no_link()
    {
        using var files = new TestFiles();
        files.Write("secrets/token", "a-long-token");
        files.Write("secrets/db/password", "a-long-password");
        files.Write("elsewhere", "a-long-text");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(files.Path("secrets/link"), files.Path("elsewhere"));
        }

        var (values, missing) = MaskedValues.Of(new VaultSettings { SecretsDirectory = files.Path("secrets"), Mask = ["token", "*"] });

        Assert.Empty(missing);
        Assert.Equal(["a-long-password", "a-long-token"], values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_star_names_nothing_before_there_are_secrets()
    {
        using var files = new TestFiles();

        var (values, missing) = MaskedValues.Of(new VaultSettings { SecretsDirectory = files.Path("secrets"), Mask = ["*"] });

        Assert.Empty(values);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task A_pipe_is_named_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made with mkfifo");
        using var files = new TestFiles();
        files.Write("secrets/token", "a-long-token");
        NamedPipe.Make(files.Path("secrets/app.env"));
        var settings = new VaultSettings { SecretsDirectory = files.Path("secrets"), Mask = ["app.env", "token"] };
        var (values, missing) = await Task.Run(() => MaskedValues.Of(settings), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(["a-long-token"], values);
        Assert.Contains("app.env", Assert.Single(missing), StringComparison.Ordinal);
    }
}
