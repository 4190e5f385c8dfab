using System.Text.Json;
using System.Text.Json.Serialization;

namespace TazPod.Vault.Results;

/// <summary>Writes an enum as a word for scripts: <c>already-ours</c>.</summary>
internal sealed class ResultWordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
