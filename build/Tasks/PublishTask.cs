using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Processes;
using TazPod.Build.Publishing;

namespace TazPod.Build.Tasks;

/// <summary>Compiles the command <c>tazvault</c> to one file of machine code for this system, and packs it twice in <c>artifacts/publish</c>: in an
/// archive with its manual page and its completion scripts, and as the package that <c>dotnet tool install</c> takes on this system.</summary>
/// <remarks>It requires a linker: on Linux, <c>clang</c> or <c>gcc</c>, and the files of <c>zlib1g-dev</c>.</remarks>
[TaskName("Publish")]
[TaskDescription("Compiles tazvault to one native file in artifacts/publish")]
public sealed class PublishTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Tool = "tazvault";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var output = Repository.Combine("artifacts", "publish");
        var made = Repository.Combine("artifacts", "obj", Tool);
        foreach (var directory in new[] { output, made }.Where(Directory.Exists))
            Directory.Delete(directory, recursive: true);

        Directory.CreateDirectory(output);
        var system = RuntimeInformation.RuntimeIdentifier;
        await DotNet.DoAsync(
            $"{Tool} could not be compiled",
            interruption,
            "pack",
            Repository.Combine("src", "TazPod.Tool", "TazPod.Tool.csproj"),
            "--configuration", "Release",
            "--output", output,
            $"-p:PublishDir={made}{Path.DirectorySeparatorChar}",
            $"-p:NativeFor={system}",
            "-nologo",
            "-verbosity:quiet");

        var name = $"{Tool}-{Repository.Version}-{system}";
        var archive = await PackAsync(name, Path.Combine(made, OperatingSystem.IsWindows() ? $"{Tool}.exe" : Tool), interruption);
        archive.Write(Path.Combine(output, $"{name}.tar.gz"));
        string[] files = [.. Directory.EnumerateFiles(output).Order(StringComparer.Ordinal)];
        await File.WriteAllTextAsync(Path.Combine(output, "SHA256SUMS"), string.Concat(files.Select(Checksum)));
        foreach (var file in files)
            context.Log.Information("{0}", file);
    }

    private static string Checksum(string file) => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}\n";

    private static async Task<NativeArchive> PackAsync(string name, string tool, BuildInterruption interruption)
    {
        var archive = new NativeArchive(name);
        archive.Add(Path.GetFileName(tool), await File.ReadAllBytesAsync(tool), isExecutable: true);
        archive.Add("LICENSE", await File.ReadAllBytesAsync(Repository.Combine("LICENSE")));
        archive.Add($"{Tool}.1", await PrintedAsync("manual"));
        archive.Add($"completions/{Tool}.bash", await PrintedAsync("completion", "bash"));
        archive.Add($"completions/_{Tool}", await PrintedAsync("completion", "zsh"));
        archive.Add($"completions/{Tool}.fish", await PrintedAsync("completion", "fish"));
        return archive;

        async Task<byte[]> PrintedAsync(params string[] arguments)
        {
            var printed = await new Command(tool, arguments).CaptureAsync(Limit, interruption.Token);
            return printed.ExitCode == 0
                ? Encoding.UTF8.GetBytes(printed.Output.ReplaceLineEndings("\n"))
                : throw new CakeException($"{Tool} {string.Join(' ', arguments)} failed:\n{printed.Output}");
        }
    }
}
