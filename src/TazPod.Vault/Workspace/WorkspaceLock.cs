using System.Globalization;
using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>One verb that writes at a time: the exclusive handle on <c>.lock</c> beside the vault file.</summary>
internal sealed class WorkspaceLock : IDisposable
{
    // Long enough for the verb before us in the same pipeline to let go, short enough that nobody wonders.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly ExclusiveFile handle;

    private WorkspaceLock(ExclusiveFile handle) => this.handle = handle;

    /// <summary>Takes the handle, or says who has it.</summary>
    /// <exception cref="VaultException">4005: another process still holds it after a moment; 6xxx: no lock can be made here.</exception>
    public static async Task<WorkspaceLock> TakeAsync(
        VaultLocation location, string verb, string holder, TimeProvider time, CancellationToken cancellationToken)
    {
        var handle = await ExclusiveFile.TryTakeAsync(location.Lock, Patience, time, cancellationToken)
            ?? throw VaultErrors.WorkspaceBusy.With(
                $"another process is working on '{location.File}'{ReadHolder(location)}",
                "Wait until it has finished and run the same step again.");
        try
        {
            StagedFile.Sweep(location.File);
            StagedFile.Sweep(location.SyncState);
            StagedFile.Sweep(location.Sidecar);
            var since = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            WriteHolder(location, $"{verb} by {holder}, process {Environment.ProcessId}, since {since}\n");
            return new WorkspaceLock(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    // Beside the lock and not in it: while the handle is held, no other process can read the lock file itself.
    private static string HolderFile(VaultLocation location) => location.Lock + ".holder";

    // It only serves the message to somebody who has to wait, so it need not survive anything.
    private static void WriteHolder(VaultLocation location, string text)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(HolderFile(location), options);
            stream.Write(Encoding.UTF8.GetBytes(text));
            Posix.TakeOwnerOfParent(HolderFile(location));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{HolderFile(location)}'");
        }
    }

    private static string ReadHolder(VaultLocation location)
    {
        try
        {
            return $": {File.ReadAllText(HolderFile(location)).Trim()}";
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return "";
        }
    }
}
