namespace TazPod.Vault.Results;

/// <summary>What VaultDoctor thinks of something.</summary>
public enum DoctorVerdict
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>A fact, neither good nor bad.</summary>
    Fact,

    /// <summary>Could be better; pushes and pulls work.</summary>
    Warning,

    /// <summary>A push or a pull would fail.</summary>
    Bad,
}
