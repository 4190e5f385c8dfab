using TazPod.Vault.Doors.Tests.Support;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors.Tests;

public sealed class ResultFileTests : IDisposable
{
    private static readonly SetupResult Setup = new("store", default, default, true);
    private static readonly FailureResult Failure = FailureResult.Of("SetupStorage", VaultErrors.DiskFull.With("the disk is full"));

    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("given.json", "variable.json", "given.json")]
    [InlineData(null, "variable.json", "variable.json")]
    [InlineData(null, null, null)]
    [InlineData("", "variable.json", null)]
    [InlineData("directory/", null, null)]
    [InlineData("nul\0", null, null)]
    [InlineData("-", "variable.json", "-")]
    public void The_argument_overrides_the_variable_and_an_invalid_path_is_none(string? argument, string? variable, string? expected) =>
        Assert.Equal(
            expected is null or ResultFile.Output ? expected : files.Path(expected),
            ResultFile.TryPath(argument, name => name == "TAZPOD_RESULT" ? variable : null, files.Path("")));

    [Fact]
    public void A_dash_is_the_standard_output_which_not_every_door_has()
    {
        using var output = new StringWriter();
        var settings = new VaultSettings { ResultToStandardOutput = true };

        ResultFile.Of(settings, output).Write(Setup);
        Assert.Null(ResultFile.Of(settings, output).TryWrite(Failure));
        var refused = Assert.Throws<VaultException>(ResultFile.Of(settings, output: null).RequireNoDirectory);

        Assert.Equal($"{ResultJson.Of(Setup)}\n{ResultJson.Of(Failure)}\n", output.ToString());
        Assert.Same(VaultErrors.InvalidSetting, refused.Error);
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public void A_directory_is_refused_before_anything_is_done()
    {
        Directory.CreateDirectory(files.Path("directory"));

        var failure = Assert.Throws<VaultException>(new ResultFile(files.Path("directory")).RequireNoDirectory);

        Assert.Same(VaultErrors.InvalidSetting, failure.Error);
        Assert.Null(new ResultFile(files.Path("directory")).TryWrite(Failure));
    }

    [Fact]
    public void A_failure_replaces_no_result_and_a_failed_write_is_reported_once()
    {
        var written = new ResultFile(files.Path("result.json"));
        written.Write(Setup);
        files.Write("file", "");
        var unwritable = new ResultFile(files.Path("file/result.json"));
        Assert.Throws<VaultException>(() => unwritable.Write(Setup));

        Assert.Null(written.TryWrite(Failure));
        Assert.Null(unwritable.TryWrite(Failure));

        Assert.DoesNotContain("failed", files.Read("result.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unwritable_failure_is_reported_but_fails_nothing()
    {
        files.Write("file", "");

        Assert.Contains(files.Path("file"), new ResultFile(files.Path("file/result.json")).TryWrite(Failure), StringComparison.Ordinal);
        Assert.Null(new ResultFile(null).TryWrite(Failure));
    }
}
