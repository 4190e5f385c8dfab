using System.Globalization;

namespace TazPod.Vault.Results;

/// <summary>The result of Login.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="StartUrl">The URL of the login.</param>
/// <param name="Until">When the session ends.</param>
/// <param name="IsNew">Whether the user logged in just now; false if the existing session is still valid.</param>
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
        + $"{Until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(IsNew ? "" : "; --force logs in again")}";
}
