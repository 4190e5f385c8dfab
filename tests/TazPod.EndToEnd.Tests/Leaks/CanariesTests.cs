using System.Text;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>A search without results only proves something if the search works.</summary>
public class CanariesTests
{
    private const string Value = "canary-ü+/:@ value";
    private static readonly string[] Fronts = ["", "a", "ab", "abc"];

    [Fact]
    public void Every_form_is_found_inside_a_longer_text()
    {
        var canaries = new Canaries().Add("it", Value);
        var bytes = Encoding.UTF8.GetBytes(Value);
        string[] forms =
        [
            Value, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Uri.EscapeDataString(Value),
            .. Fronts.Select(front => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{front}{Value}behind"))),
        ];

        Assert.All(forms, form => Assert.NotEmpty(canaries.FoundIn("a text", $"before{form}behind")));
        Assert.Empty(canaries.FoundIn("a text", "nothing of the kind"));
    }
}
