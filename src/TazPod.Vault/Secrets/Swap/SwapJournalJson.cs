using System.Text.Json.Serialization;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>Reads and writes the journal without reflection.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SwapJournal))]
internal sealed partial class SwapJournalJson : JsonSerializerContext;
