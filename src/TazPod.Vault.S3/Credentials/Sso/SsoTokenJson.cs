using System.Text.Json.Serialization;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>The JSON format of a cached session.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SsoToken))]
internal sealed partial class SsoTokenJson : JsonSerializerContext;
