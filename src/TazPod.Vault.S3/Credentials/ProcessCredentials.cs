using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Keys that the <c>credential_process</c> of a profile prints. It is ended, with all that it has started, when it takes too long
/// and when nobody waits any more; the SDK's own would let it go on.</summary>
/// <remarks>What it prints may be a secret, so nothing of it goes into a message.</remarks>
internal sealed class ProcessCredentials(string profile, string command) : RefreshingAWSCredentials
{
    private const int LongestAnswer = 64 * 1024;

    // For what a program has printed before it ended. What it leaves running may keep its output open for ever.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource end = new();
    private Process? running;

    /// <summary>The keys, with when they end.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: it printed no usable keys, or took too long.</exception>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        using var process = Start();
        Volatile.Write(ref running, process);
        patience.CancelAfter(CredentialTimeout.Patience);
        var answer = new char[LongestAnswer + 1];
        var length = 0;
        try
        {
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, patience.Token);
            var reading = ReadAsync();
            var ending = process.WaitForExitAsync(patience.Token);

            // Registered last, and so called first: whoever waits above leaves, and takes this back, only when the process is ended.
            using var killing = patience.Token.UnsafeRegister(static state => Kill((Process)state!), process);
            if (await Task.WhenAny(reading, ending) == reading && length > LongestAnswer)
            {
                Kill(process);
                throw Unusable(string.Create(CultureInfo.InvariantCulture, $"printed more than {LongestAnswer / 1024} KiB"));
            }

            await ending;
            patience.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(reading, Task.Delay(LastWords, patience.Token));
            return process.ExitCode == 0
                ? Parse(answer.AsMemory(0, Volatile.Read(ref length)))
                : throw Unusable(string.Create(CultureInfo.InvariantCulture, $"failed with exit code {process.ExitCode}"));
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            throw TookTooLong(profile);
        }

        async Task ReadAsync()
        {
            while (length < answer.Length
                && await process.StandardOutput.ReadAsync(answer.AsMemory(length), patience.Token) is > 0 and var count)
            {
                Volatile.Write(ref length, length + count);
            }
        }
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    /// <summary>Ends it when it runs.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !end.IsCancellationRequested)
        {
            end.Cancel();

            // Its patience may have ended this moment, on another thread that is not through with it when this program ends.
            if (Volatile.Read(ref running) is { } process)
            {
                Kill(process);
            }

            end.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What is said when it does not end by itself.</summary>
    internal static VaultException TookTooLong(string profile) => Unusable(
        profile, string.Create(CultureInfo.InvariantCulture, $"did not end within {CredentialTimeout.Patience.TotalSeconds} s, and was stopped"));

    private static VaultException Unusable(string profile, string why) => VaultErrors.ProfileUnusable.With(
        $"the credential_process of profile '{profile}' {why}",
        $"Run it by hand and see what it says: aws configure list --profile {ShellWord.Of(profile)}");

    private VaultException Unusable(string why) => Unusable(profile, why);

    private Process Start()
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/d /s /c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (OperatingSystem.IsWindows())
        {
            // It has rules of its own for quotes, which the usual escaping breaks; with /s it takes away the outer ones and no others.
            start.Arguments = $"{option} \"{command}\"";
        }
        else
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(command);
        }

        return Process.Start(start) ?? throw Unusable("cannot be started");
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    private CredentialsRefreshState Parse(ReadOnlyMemory<char> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.TryGetProperty("Version", out var version) && (version.ValueKind != JsonValueKind.Number || version.GetRawText() != "1"))
            {
                throw Unusable("printed another Version than 1");
            }

            if (Text(root, "AccessKeyId") is not { Length: > 0 } keyId || Text(root, "SecretAccessKey") is not { Length: > 0 } secret)
            {
                throw Unusable("printed no AccessKeyId, or no SecretAccessKey");
            }

            var ends = Text(root, "Expiration") is { Length: > 0 } time
                ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime
                : DateTime.MaxValue;
            return ends > DateTime.UtcNow
                ? new CredentialsRefreshState(new ImmutableCredentials(keyId, secret, Text(root, "SessionToken")), ends)
                : throw Unusable(string.Create(CultureInfo.InvariantCulture, $"printed keys that ended at {ends:yyyy-MM-ddTHH:mm:ssZ}"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Unusable("printed something else than the JSON of a key pair");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
