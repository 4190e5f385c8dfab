using System.Text.Json.Serialization;
using TazPod.Vault.Lineages;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Results;

/// <summary>The JSON format of results. Enums use the same words as <see cref="VerbResult.Status"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    Converters =
    [
        typeof(ResultWordConverter<BucketCreation>),
        typeof(ResultWordConverter<ConditionSupport>),
        typeof(ResultWordConverter<DoctorVerdict>),
        typeof(ResultWordConverter<LineageState>),
        typeof(ResultWordConverter<MergeOutcome>),
        typeof(ResultWordConverter<PullOutcome>),
        typeof(ResultWordConverter<PushOutcome>),
        typeof(ResultWordConverter<SecretsState>),
        typeof(ResultWordConverter<SetupOutcome>),
        typeof(ResultWordConverter<SyncRelation>),
        typeof(ResultWordConverter<VaultCondition>),
    ])]
[JsonSerializable(typeof(BootstrapResult))]
[JsonSerializable(typeof(DiffResult))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(EditResult))]
[JsonSerializable(typeof(HistoryResult))]
[JsonSerializable(typeof(LineageStatusResult))]
[JsonSerializable(typeof(ListResult))]
[JsonSerializable(typeof(LockResult))]
[JsonSerializable(typeof(LoginResult))]
[JsonSerializable(typeof(MergeResult))]
[JsonSerializable(typeof(OpenResult))]
[JsonSerializable(typeof(PinResult))]
[JsonSerializable(typeof(PruneResult))]
[JsonSerializable(typeof(PullResult))]
[JsonSerializable(typeof(PullSnapshotResult))]
[JsonSerializable(typeof(PushResult))]
[JsonSerializable(typeof(PushSnapshotResult))]
[JsonSerializable(typeof(ReadResult))]
[JsonSerializable(typeof(RekeyResult))]
[JsonSerializable(typeof(RestoreResult))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(SaveResult))]
[JsonSerializable(typeof(SetupResult))]
[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(UnlockResult))]
[JsonSerializable(typeof(UnpinResult))]
[JsonSerializable(typeof(VerifyResult))]
[JsonSerializable(typeof(FailureResult))]
internal sealed partial class ResultJsonContext : JsonSerializerContext;
