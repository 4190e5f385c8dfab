namespace TazPod.Vault.Verbs;

/// <summary>The ways to reach the vault service.</summary>
[Flags]
public enum VerbDoors
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A program that calls the service.</summary>
    Program = 1,

    /// <summary>A Cake Frosting task.</summary>
    Frosting = 2,

    /// <summary>An alias in <c>build.cake</c>.</summary>
    Script = 4,

    /// <summary>An MSBuild target.</summary>
    MSBuild = 8,

    /// <summary>A command of <c>tazvault</c>.</summary>
    Tool = 16,

    /// <summary>All of them.</summary>
    All = Program | Frosting | Script | MSBuild | Tool,
}
