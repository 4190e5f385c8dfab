using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>Reads and writes <c>sync.json</c> without reflection, whose start-up time every build step would pay.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SyncDocument))]
internal sealed partial class SyncJson : JsonSerializerContext;
