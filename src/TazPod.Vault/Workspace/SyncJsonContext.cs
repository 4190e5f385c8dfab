using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>The JSON format of <c>sync.json</c>. A missing member without a default makes the file unreadable.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SyncDocument))]
[JsonSerializable(typeof(SyncVersion))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
