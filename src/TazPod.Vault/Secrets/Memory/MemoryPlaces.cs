using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Memory;

/// <summary>Where private directories can be made: file systems in memory and, where the user allows it, one on a disk.</summary>
/// <param name="inMemory">The candidates, best first. Whether they are in memory is asked of the kernel.</param>
/// <param name="onDisk">The place on a disk.</param>
internal sealed class MemoryPlaces(IReadOnlyList<string> inMemory, string onDisk)
{
    private const int Sticky = 0x200;
    private const int WritableByOthers = 0x12;

    /// <summary>The places of this process.</summary>
    /// <param name="environment">Looks up environment variables.</param>
    public static MemoryPlaces Of(Func<string, string?> environment) => new(
        OperatingSystem.IsLinux()
            ? [.. new[] { environment("XDG_RUNTIME_DIR"), "/dev/shm", $"/run/user/{Posix.EffectiveUser}" }.OfType<string>().Where(Path.IsPathFullyQualified).Distinct()]
            : [],
        Path.GetTempPath());

    /// <summary>The places in which directories may have been left behind. The caller disposes each.</summary>
    public IEnumerable<DirectoryHandle> All()
    {
        foreach (var path in inMemory.Append(onDisk))
        {
            if (TryOpen(path, out _) is { } place)
            {
                yield return place;
            }
        }
    }

    /// <summary>Makes something in the first place where that is possible.</summary>
    /// <param name="allowDisk">Whether it may be on a disk.</param>
    /// <param name="make">Makes it, and then owns the place; throws an exception of the file system if it cannot.</param>
    /// <exception cref="VaultException">6009: there is no place in memory; 6xxx: nothing can be made on the disk, either.</exception>
    public T Make<T>(bool allowDisk, Func<DirectoryHandle, T> make)
    {
        List<string> reasons = [];
        foreach (var path in inMemory)
        {
            var place = TryOpen(path, out var reason);
            if (place is null || !place.IsInMemory)
            {
                place?.Dispose();
                reasons.Add(reason ?? $"'{path}' is on a disk");
                continue;
            }

            try
            {
                return Make(place, make);
            }
            catch (Exception exception) when (FileFailures.IsFileFailure(exception))
            {
                reasons.Add(FileFailures.Translate(exception, $"cannot write to '{path}'").Message);
            }
        }

        return allowDisk ? MakeOnDisk(make) : throw VaultErrors.NoMemoryFileSystem.With(
            $"there is no file system in memory for the files ({(reasons.Count > 0 ? string.Join("; ", reasons) : "this system has none")})",
            "Mount a tmpfs at /dev/shm, or accept that they lie in a private directory on the disk until the end: --allow-disk.");
    }

    private T MakeOnDisk<T>(Func<DirectoryHandle, T> make)
    {
        try
        {
            return Make(TryOpen(onDisk, out var reason) ?? throw new IOException(reason), make);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot make a private directory in '{onDisk}'");
        }
    }

    private static T Make<T>(DirectoryHandle place, Func<DirectoryHandle, T> make)
    {
        try
        {
            return make(place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static DirectoryHandle? TryOpen(string path, out string? reason)
    {
        try
        {
            var place = DirectoryHandle.OpenReal(RealPath.ToUse(path));
            if (!OperatingSystem.IsLinux() || IsSafe(place.Facts()))
            {
                reason = null;
                return place;
            }

            place.Dispose();
            reason = $"in '{path}', other users could replace the directory";
        }
        catch (VaultException exception)
        {
            reason = exception.Message;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            reason = FileFailures.Translate(exception, $"cannot open '{path}'").Message;
        }

        return null;
    }

    // Nobody else may rename or remove what we make there.
    private static bool IsSafe(FileFacts place) =>
        (place.Owner == Posix.EffectiveUser || place.Owner == 0) && ((place.Mode & WritableByOthers) == 0 || (place.Mode & Sticky) != 0);
}
