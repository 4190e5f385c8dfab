using System.Text.Json.Serialization;

namespace TazPod.Vault.Lineages;

/// <summary>A pointer decides what a restore yields: what is not exactly one is refused.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 4)]
[JsonSerializable(typeof(PointerDocument))]
internal sealed partial class PointerJson : JsonSerializerContext;
