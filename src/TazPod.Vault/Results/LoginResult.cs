using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>What Login did.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="StartUrl">Where it logs in.</param>
/// <param name="Until">When the session ends.</param>
/// <param name="IsNew">Whether somebody logged in now; else the session that was there is still good.</param>
public sealed record LoginResult(string Profile, string StartUrl, DateTimeOffset Until, bool IsNew) : VerbResult
{
    internal const string Name = "Login";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => IsNew ? "logged-in" : "already-logged-in";

    /// <inheritdoc/>
    public override bool Changed => IsNew;

    /// <inheritdoc/>
    public override string Summary =>
        $"profile '{Profile}' is {(IsNew ? "" : "already ")}logged in at {StartUrl} until "
        + $"{Until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(IsNew ? "" : "; --force logs in anew")}";
}
