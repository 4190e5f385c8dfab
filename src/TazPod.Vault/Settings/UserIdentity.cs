using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>The current user, and the names of this machine's users.</summary>
/// <param name="User">The effective user id.</param>
/// <param name="NameOf">Returns the name of a user id; null if the system knows none.</param>
internal sealed record UserIdentity(uint User, Func<uint, string?> NameOf)
{
    /// <summary>The identity of this process; null on systems where we cannot determine the owner of a file.</summary>
    public static UserIdentity? OfThisProcess => OperatingSystem.IsLinux() ? new UserIdentity(Posix.EffectiveUser, UserName.Of) : null;

    public bool IsRoot => User == 0;

    /// <summary>Describes a user by name and user id.</summary>
    public string Describe(uint user) => NameOf(user) is { Length: > 0 } name
        ? $"{SettingMessages.Shown(name)} (uid {user})"
        : $"a user without a name (uid {user})";
}
