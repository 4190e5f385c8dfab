using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>How <c>sync.json</c> is written. A member that is missing and has no default makes it unreadable.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SyncDocument))]
[JsonSerializable(typeof(SyncVersion))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
