using TazPod.Testing.S3;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>One run of a scenario's verb.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Service">The service.</param>
/// <param name="Force">Whether it is forced because another tool has written meanwhile.</param>
internal sealed record Attempt(Stage Stage, VaultService Service, bool Force);

/// <summary>One verb in one situation.</summary>
/// <param name="Name">The verb and the situation, for the table.</param>
/// <param name="Arrange">Prepares the situation, without any fault.</param>
/// <param name="Act">Runs the verb.</param>
/// <param name="IsDone">Asserts that it has reached its goal.</param>
internal sealed record Scenario(
    string Name, Func<Stage, Task> Arrange, Func<Attempt, Task<VerbResult>> Act, Action<Stage, VerbResult> IsDone)
{
    public S3Quirks Quirks { get; init; } = S3Quirks.Aws;

    public Func<VaultSettings, VaultSettings> Settings { get; init; } = static settings => settings;

    /// <summary>Selects the affected requests: all, unless another scenario affects the same ones, or they may be cancelled.</summary>
    public Func<S3Request, bool> Strikes { get; init; } = static _ => true;

    /// <summary>Selects the faults to try: all, unless a run takes too long.</summary>
    public Func<FaultKind, bool> Tries { get; init; } = static _ => true;

    /// <summary>The violated rules that are specific to this scenario.</summary>
    public Func<Stage, IEnumerable<string>> Broken { get; init; } = static _ => [];

    public override string ToString() => Name;
}
