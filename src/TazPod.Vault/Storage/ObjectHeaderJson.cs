using System.Text.Json.Serialization;

namespace TazPod.Vault.Storage;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ObjectHeader))]
internal sealed partial class ObjectHeaderJson : JsonSerializerContext;
