using System.Globalization;

namespace TazPod.Vault.History;

/// <summary>One retention rule: keeps the newest copy of each of the newest <paramref name="Count"/> periods.</summary>
/// <param name="Name">The setting's name: <c>keep-daily</c>.</param>
/// <param name="Period">The period that it counts: <c>day</c>.</param>
/// <param name="Count">How many periods, at least 1.</param>
/// <param name="PeriodOf">The period of a copy, in readable form.</param>
internal sealed record RetentionRule(string Name, string Period, int Count, Func<Stamp, string> PeriodOf)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Count}");
}
