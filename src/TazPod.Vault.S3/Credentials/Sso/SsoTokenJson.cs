using System.Text.Json.Serialization;

namespace TazPod.Vault.S3.Credentials.Sso;

/// <summary>How a cached session is read and written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SsoToken))]
internal sealed partial class SsoTokenJson : JsonSerializerContext;
