using System.Text.Json.Serialization;

namespace TazPod.Vault.Lineages;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, MaxDepth = 4)]
[JsonSerializable(typeof(PointerVersion))]
internal sealed partial class PointerVersionJson : JsonSerializerContext;
