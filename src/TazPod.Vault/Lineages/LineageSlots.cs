namespace TazPod.Vault.Lineages;

/// <summary>The slots' names, and which follows which.</summary>
internal static class LineageSlots
{
    private const string NameOfA = "slot-a";
    private const string NameOfB = "slot-b";

    /// <summary><c>slot-a</c> or <c>slot-b</c>.</summary>
    public static string Name(this LineageSlot slot) => slot == LineageSlot.A ? NameOfA : NameOfB;

    /// <summary>The slot that the next generation goes to.</summary>
    public static LineageSlot Other(this LineageSlot slot) => slot == LineageSlot.A ? LineageSlot.B : LineageSlot.A;

    /// <summary>Reads a name back; null when it is none.</summary>
    public static LineageSlot? Parse(string? name) => name switch
    {
        NameOfA => LineageSlot.A,
        NameOfB => LineageSlot.B,
        _ => null,
    };
}
