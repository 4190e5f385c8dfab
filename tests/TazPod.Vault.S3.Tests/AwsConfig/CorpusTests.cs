using System.Globalization;
using System.Text.Json;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;

namespace TazPod.Vault.S3.Tests.AwsConfig;

/// <summary>AWS's configuration files are read as botocore, the AWS CLI's library, reads them.</summary>
public sealed class CorpusTests
{
    private const string Line = "line";

    public static TheoryData<string> Names => [.. CorpusCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_is_read_as_botocore_reads_it_and_a_fault_elsewhere_is_a_notice(string name)
    {
        var each = CorpusCase.Of(name);
        var expected = each.Ours.Where(pair => pair.Key != Line).Select(pair => $"{pair.Key} = {pair.Value}").Order(StringComparer.Ordinal);
        if (each.Ours.TryGetValue("error", out var error) && error != "ProfileNotFound")
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(each));
            Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
            Assert.Contains(each.Ours.TryGetValue(Line, out var faulty) ? $"line {faulty} " : "", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, each.Read().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key} = {pair.Value}").Order(StringComparer.Ordinal));
        var notices = new AwsSettings(each.Environment, each.Profile).Notices(each.Ours.GetValueOrDefault("region") ?? "").ToList();
        if (each.Ours.TryGetValue(Line, out var line))
        {
            Assert.Matches($@"^~/(config|credentials): line {line} .*; the profile in use is still read", Assert.Single(notices));
        }
        else
        {
            Assert.Empty(notices);
        }
    }

    [Fact]
    public void The_corpus_has_enough_cases() => Assert.True(CorpusCase.Names.Count() >= 60);

    [Fact]
    public void Botocore_agrees_on_every_case_if_it_is_installed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "botocore looks for the home elsewhere on Windows");
        var answer = Botocore();
        Assert.SkipWhen(answer is null, "python3 with botocore is not on this machine");
        using var json = JsonDocument.Parse(answer!);
        var lacking = json.RootElement.GetProperty("lacks").EnumerateArray().Select(each => each.GetString()!).ToHashSet();
        var skipped = new List<string>();
        var compared = 0;
        foreach (var said in json.RootElement.GetProperty("cases").EnumerateObject())
        {
            var expected = CorpusCase.Of(said.Name).Botocore;
            if (lacking.Any(key => expected.ContainsKey(key)) || (lacking.Count > 0 && said.Name.StartsWith("services", StringComparison.Ordinal)))
            {
                skipped.Add(said.Name);
                continue;
            }

            compared++;
            Assert.Equal(
                expected.Select(pair => $"{said.Name}: {pair.Key} = {pair.Value}").Order(StringComparer.Ordinal),
                said.Value.EnumerateObject().Select(pair => $"{said.Name}: {pair.Name} = {pair.Value}").Order(StringComparer.Ordinal));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"botocore {json.RootElement.GetProperty("version")}: {compared} compared; too old for {string.Join(", ", skipped)}"));
        Assert.Equal(CorpusCase.Names.Count(), compared + skipped.Count);
    }

    private static async Task ResolveAsync(CorpusCase each)
    {
        var aws = new AwsSettings(each.Environment, each.Profile);
        aws.EndpointOf("s3");
        await new ProfileCredentials(each.Environment, aws: aws).ResolveAsync(each.Profile ?? "default", CancellationToken.None);
    }

    private static string? Botocore()
    {
        try
        {
            var python = new TestCommand("python3", Path.Combine(CorpusCase.Root, "botocore_reads.py"), CorpusCase.Root).Run();
            return python.ExitCode == 0 ? python.Output
                : python.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal) ? null
                : throw new InvalidOperationException(python.Error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
