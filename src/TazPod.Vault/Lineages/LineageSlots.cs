namespace TazPod.Vault.Lineages;

/// <summary>The names of the slots and their order.</summary>
internal static class LineageSlots
{
    private const string NameOfA = "slot-a";
    private const string NameOfB = "slot-b";

    /// <summary><c>slot-a</c> or <c>slot-b</c>.</summary>
    public static string Name(this LineageSlot slot) => slot == LineageSlot.A ? NameOfA : NameOfB;

    /// <summary>The slot for the next generation.</summary>
    public static LineageSlot Other(this LineageSlot slot) => slot == LineageSlot.A ? LineageSlot.B : LineageSlot.A;

    /// <summary>Parses a slot's name; null if it is not one.</summary>
    public static LineageSlot? Parse(string? name) => name switch
    {
        NameOfA => LineageSlot.A,
        NameOfB => LineageSlot.B,
        _ => null,
    };
}
