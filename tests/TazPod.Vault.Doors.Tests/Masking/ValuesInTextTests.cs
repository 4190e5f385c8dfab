using TazPod.Vault.Doors.Masking;

namespace TazPod.Vault.Doors.Tests.Masking;

public sealed class ValuesInTextTests
{
    [Theory]
    [InlineData("app.yaml")]
    [InlineData("APP.YML")]
    public void Yaml_gives_every_scalar_and_no_key(string name)
    {
        var values = Of(name, """
            database:
              password: plain-value-1   # no value
              &anchor other: "double \"quoted\" \u00e9"
              single: 'it''s single'
            key: |
              first line
              second line
            folded: >
              folded
              into one
            pin: 12345678
            list: [*anchor, {a: in-a-flow}]
            more:
            - in-a-list
            ---
            second-document
            """);

        Assert.Superset(
            new HashSet<string>
            {
                "plain-value-1", "double \"quoted\" é", @"double \""quoted\"" \u00e9", "it's single", "it''s single", "first line", "second line",
                "folded into one", "into one", "12345678", "in-a-flow", "in-a-list", "second-document",
            },
            values);
        Assert.DoesNotContain(values, value => value is "database" or "password" or "database:" or "other" || value.Contains("no value", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("app.json")]
    [InlineData("credentials")]
    public void Json_gives_every_scalar_and_no_key(string name)
    {
        var values = Of(name, """
            {
              "client_email": "robot@example",
              "private_key": "-----BEGIN KEY-----\nsecond-line\n-----END KEY-----\n", // no value
              "quoted": "a \"quoted\" \u00e9",
              "nested": [{ "pin": 12345678 }, ["in-a-list", true, null]],
            }
            """);

        Assert.Equal(
            [
                "", "-----BEGIN KEY-----", @"-----BEGIN KEY-----\nsecond-line\n-----END KEY-----\n", "-----END KEY-----", "12345678", "a \"quoted\" é",
                @"a \""quoted\"" \u00e9", "in-a-list", "robot@example", "second-line",
            ],
            values.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("broken.yaml", "a: [one-value\nb: c: other-value")]
    [InlineData("tab.yaml", "a:\n\t- one-value\nb: other-value")]
    [InlineData("broken.json", "{ \"a\": one-value\n\"b\"=\"other-value\"")]
    [InlineData("escape.json", "{ \"a\": \"\\ud800\",\n other-value }")]
    public void A_broken_file_gives_every_line_unchanged(string name, string text)
    {
        var values = Of(name, text);

        Assert.All(text.Split('\n'), line => Assert.Contains(line.Trim(), values));
    }

    [Theory]
    [InlineData("password: @bc12345xyz", "@bc12345xyz")]
    [InlineData("password:\ttab12345xyz", "tab12345xyz")]
    [InlineData("password: {{ template }}-12345xyz", "{{ template }}-12345xyz")]
    [InlineData("- @bc12345xyz", "@bc12345xyz")]
    [InlineData("  - password: '@bc'12345xyz", "@bc'12345xyz")]
    [InlineData("password: @bc12345xyz # rotated in May", "@bc12345xyz")]
    [InlineData("\"password\": @bc12345xyz,", "@bc12345xyz")]
    public void Yaml_with_an_invalid_line_still_gives_every_value(string line, string value)
    {
        var values = Of("app.yaml", $$"""
            before: "said \"before\" it"
            {{line}}
            after: 'plain-value-2'
            list:
              - in-a-list-3
              - "quoted \u00e9 in a list"
            flow: {a: in-a-flow-4, b: [in-a-flow-5]}
            """);

        Assert.Superset(
            new HashSet<string>
            {
                "said \"before\" it", value, "plain-value-2", "in-a-list-3", "quoted é in a list", "in-a-flow-4", "in-a-flow-5",
            },
            values);
    }

    [Theory]
    [InlineData("log.json")]
    [InlineData("credentials")]
    public void Json_lines_give_every_scalar_of_every_document(string name)
    {
        var values = Of(name, """
            {"key": "first-value", "more": ["first \u00e9"]}
            {"key": "second-value", "pin": 12345678}
            """);

        Assert.Equal(
            ["12345678", "first \\u00e9", "first é", "first-value", "second-value"], values.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"a\":\"one-value\",\"b\":\"other-value\"")]
    [InlineData("{\"a\":\"one-value\"}\n{\"b\":\"other-value\",oops")]
    [InlineData("{\n  \"a\": \"one-value\",\n  oops,\n  \"b\": \"other-value\",\n}")]
    [InlineData("{{ oops }}\na: one-value\nb: other-value")]
    public void Truncated_json_still_gives_every_value(string text) =>
        Assert.Superset(new HashSet<string> { "one-value", "other-value" }, Of("app.json", text));

    [Fact]
    public void Variables_are_given_as_written_and_as_a_command_gets_them()
    {
        var values = Of("app.env", """
            TOKEN="say \"hello\" \$now"
            export KEY="first line\nsecond line"
            not of the form = but masked
            RAW='it is $RAW'
            BROKEN="$not expanded"
            """);

        Assert.Superset(
            new HashSet<string>
            {
                "TOKEN=\"say \\\"hello\\\" \\$now\"", @"say \""hello\"" \$now", "say \"hello\" $now", "first line", "second line",
                @"first line\nsecond line", "but masked", "it is $RAW", "$not expanded",
            },
            values);
    }

    private static HashSet<string> Of(string name, string text) => [.. ValuesInText.Of(name, text)];
}
