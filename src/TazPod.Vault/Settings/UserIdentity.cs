using TazPod.Vault.Files;

namespace TazPod.Vault.Settings;

/// <summary>Who runs this, and what the users of this machine are called.</summary>
/// <param name="User">The effective user id.</param>
/// <param name="NameOf">The name of a user id; null where the system knows none.</param>
internal sealed record UserIdentity(uint User, Func<uint, string?> NameOf)
{
    /// <summary>The identity of this process; null on systems where the owner of a file is not known to us.</summary>
    public static UserIdentity? OfThisProcess => OperatingSystem.IsLinux() ? new UserIdentity(Posix.EffectiveUser, UserName.Of) : null;

    public bool IsRoot => User == 0;

    /// <summary>A user in words: name and user id.</summary>
    public string Describe(uint user) => NameOf(user) is { Length: > 0 } name
        ? $"{SettingMessages.Shown(name)} (uid {user})"
        : $"a user without a name (uid {user})";
}
