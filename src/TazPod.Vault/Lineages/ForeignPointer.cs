using System.Text.Json;

namespace TazPod.Vault.Lineages;

/// <summary>Recognizes the pointer of another tool, which uses the same keys but spells its fields in <c>snake_case</c>.</summary>
internal static class ForeignPointer
{
    private const string OwnField = "lineage";
    private static readonly string[] Fields = ["vault_lineage_id", "snapshot_sha256", "snapshot_compare_fingerprint"];

    /// <summary>Whether this is JSON with one of that tool's fields, at any depth, and without our own.</summary>
    public static bool Is(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var isForeign = false;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == 1 && reader.ValueTextEquals(OwnField))
                {
                    return false;
                }

                isForeign |= IsField(ref reader);
            }

            return isForeign;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsField(ref Utf8JsonReader reader)
    {
        foreach (var field in Fields)
        {
            if (reader.ValueTextEquals(field))
            {
                return true;
            }
        }

        return false;
    }
}
