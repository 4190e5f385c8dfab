namespace TazPod.Vault.Results;

/// <summary>The verdict of a VaultDoctor check.</summary>
public enum DoctorVerdict
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Information, neither good nor bad.</summary>
    Fact,

    /// <summary>Could be better; pushes and pulls work.</summary>
    Warning,

    /// <summary>A push or a pull would fail.</summary>
    Bad,
}
