using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Keys that the <c>credential_process</c> of a profile prints. The process and its children are killed when it takes too long or
/// when no caller waits any more, also because this program exits. The SDK's own implementation would let it run.</summary>
/// <remarks>Its output can be a secret, so no part of it is put into a message.</remarks>
internal sealed class ProcessCredentials(string profile, string command) : RefreshingAWSCredentials
{
    private const int LongestAnswer = 64 * 1024;

    // Time to read the rest of the output after the exit. A child that is still running can keep the output open for ever.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource end = new();

    // Held while the process is started or killed. An exit of this program must wait for either, or children would outlive it.
    private readonly Lock gate = new();
    private Process? running;
    private bool isExiting;

    /// <summary>Runs the process and returns the keys and their expiration.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>: it printed no usable keys, or took too long.</exception>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        try
        {
            return await RunAsync().ConfigureAwait(false);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
        }
    }

    private async Task<CredentialsRefreshState> RunAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        using var process = Start();
        patience.CancelAfter(CredentialTimeout.Patience);
        var answer = new char[LongestAnswer + 1];
        var length = 0;
        try
        {
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, patience.Token);
            var reading = ReadAsync();
            var ending = process.WaitForExitAsync(patience.Token);

            // Registered last, and so called first: the code above only continues, and unregisters this, once the process has been killed.
            using var killing = patience.Token.UnsafeRegister(static state => ((ProcessCredentials)state!).Kill(), this);
            if (await Task.WhenAny(reading, ending).ConfigureAwait(false) == reading && length > LongestAnswer)
            {
                Kill();
                throw Unusable(string.Create(CultureInfo.InvariantCulture, $"printed more than {LongestAnswer / 1024} KiB"));
            }

            await ending.ConfigureAwait(false);
            patience.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(reading, Task.Delay(LastWords, patience.Token)).ConfigureAwait(false);
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
                && await process.StandardOutput.ReadAsync(answer.AsMemory(length), patience.Token).ConfigureAwait(false) is > 0 and var count)
            {
                Volatile.Write(ref length, length + count);
            }
        }
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    /// <summary>Kills the process if it runs.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !end.IsCancellationRequested)
        {
            end.Cancel();

            // The timeout can have fired at this moment on another thread, which may not be done when this program exits.
            Kill();
            end.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The error for a process that does not end in time.</summary>
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
            // cmd.exe has its own quoting rules, which the usual escaping breaks. With /s it only removes the outer quotes.
            start.Arguments = $"{option} \"{command}\"";
        }
        else
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(command);
        }

        lock (gate)
        {
            ObjectDisposedException.ThrowIf(end.IsCancellationRequested || isExiting, this);
            return running = Process.Start(start) ?? throw Unusable("cannot be started");
        }
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        lock (gate)
        {
            isExiting = true;
            Kill();
        }
    }

    private void Kill()
    {
        lock (gate)
        {
            try
            {
                running?.Kill(entireProcessTree: true);
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
            {
                // It has already exited.
            }
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
                throw Unusable("printed a Version other than 1");
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
            throw Unusable("printed something other than the JSON of a key pair");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
