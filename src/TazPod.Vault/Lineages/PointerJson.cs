using System.Text.Json.Serialization;

namespace TazPod.Vault.Lineages;

/// <summary>A pointer decides what a restore returns, so anything that is not exactly a pointer is refused.</summary>
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
