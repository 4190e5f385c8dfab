using System.Text.Json;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TazPod.Vault.Results;

namespace TazPod.MSBuild.Internal;

/// <summary>Results as items: the values that <c>--result</c> writes as JSON, with names in the style of MSBuild's metadata.</summary>
internal static class ResultItems
{
    public static ITaskItem Of(VerbResult result, string summary)
    {
        ITaskItem2 item = new TaskItem(result.Verb);
        using var document = JsonDocument.Parse(ResultJson.Of(result));
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (TextOf(property.Value) is { } text)
            {
                item.SetMetadataValueLiteral(char.ToUpperInvariant(property.Name[0]) + property.Name[1..], text);
            }
        }

        item.SetMetadataValueLiteral("Summary", summary);
        return item;
    }

    public static ITaskItem Of(string verb, string status, string summary)
    {
        ITaskItem2 item = new TaskItem(verb);
        item.SetMetadataValueLiteral("Status", status);
        item.SetMetadataValueLiteral("Changed", "false");
        item.SetMetadataValueLiteral("Summary", summary);
        return item;
    }

    public static ITaskItem[] Of(IEnumerable<PrunedCopy> copies) =>
    [
        .. copies.Select(copy => new TaskItem(copy.Stamp, new Dictionary<string, string>
        {
            ["Key"] = copy.Key,
            ["Size"] = $"{copy.Size}",
        })),
    ];

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
