using System.Reflection;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Tests;

public sealed class VaultVerbsTests
{
    private static readonly string[] Texts = ["true", "2", "20260520T210000", "a", "text", "NAME=path"];

    public static TheoryData<Verb> All => [.. VaultVerbs.All];

    // Every option, with a value that is not its default.
    private static IEnumerable<(SettingDefinition Option, object Value)> Given => SettingCatalog.All
        .Where(row => row.IsOption)
        .Select(row => (row, Texts.Select(text => row.Parse!(Input(text))).OfType<object>().First()));

    [Fact]
    public void Every_verb_has_a_property_and_is_in_the_list()
    {
        var properties = typeof(VaultVerbs).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(Verb))).Select(property => (Verb)property.GetValue(null)!);

        Assert.Equal(properties, VaultVerbs.All);
    }

    [Fact]
    public void Every_method_of_the_service_can_be_faked_except_those_that_take_a_definition()
    {
        static IEnumerable<string> Of(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.Name != nameof(VaultService.RunAsync))
            .Select(method => method.ToString()!).Order(StringComparer.Ordinal);

        Assert.Equal(Of(typeof(VaultService)), Of(typeof(IVaultService)));
    }

    [Fact]
    public void Every_option_is_in_the_list_of_settings() => Assert.Empty(
        typeof(OptionCatalog).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).Cast<SettingDefinition>().Except(SettingCatalog.All).Select(option => option.Name));

    [Fact]
    public void Names_and_words_are_unique()
    {
        Assert.Distinct(VaultVerbs.All.Select(verb => verb.Name));
        Assert.Distinct(VaultVerbs.All.Select(verb => verb.Word));
        Assert.Distinct(VaultVerbs.All.Select(verb => verb.Result));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_only_reads_existing_settings(Verb verb) =>
        Assert.Empty(verb.Reads.Except(SettingCatalog.All.Select(setting => setting.Name)));

    [Theory]
    [MemberData(nameof(All))]
    public void It_reads_the_settings_of_the_store_if_it_needs_one_and_of_the_passphrase_if_it_needs_that(Verb verb)
    {
        Assert.Equal(verb.NeedsStore || verb.Options.Contains(OptionCatalog.From), verb.Reads.Contains("bucket"));
        Assert.True(verb.Key == KeyUse.None || verb.Reads.Contains("passphrase"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_verb_that_writes_in_the_workspace_holds_its_lock(Verb verb) => Assert.True(verb.Lock == LockUse.None || verb.Writes);

    [Theory]
    [MemberData(nameof(All))]
    public void Its_result_has_its_name(Verb verb) => Assert.Equal(
        verb.Name, verb.Result.GetField("Name", BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue());

    [Fact]
    public void Every_setting_is_read_by_some_verb() =>
        Assert.Empty(SettingCatalog.All.Except(VaultVerbs.All.SelectMany(verb => verb.Settings)).Select(setting => setting.Name));

    [Fact]
    public void An_option_is_not_a_key_of_the_configuration_file() =>
        Assert.DoesNotContain(SettingCatalog.All, setting => setting.IsOption && setting.ConfigurationKey is not null);

    [Theory]
    [MemberData(nameof(All))]
    public void Its_options_record_takes_what_it_declares_and_nothing_else(Verb verb)
    {
        var taken = Given.Where(given => !Equals(verb.OptionsFrom(OptionValues.None.With(given.Option, given.Value)), verb.OptionsFrom(OptionValues.None)));

        Assert.Equal(
            SettingCatalog.All.Intersect(verb.Options).Select(option => option.Name), taken.Select(given => given.Option.Name));
    }

    [Fact]
    public void A_verb_is_found_by_its_name_in_any_case()
    {
        Assert.Same(VaultVerbs.Push, VaultVerbs.Find("pushvault"));
        Assert.Null(VaultVerbs.Find("push"));
    }

    private static SettingInput Input(string text) => new(text, "a test", Path.GetTempPath(), null) { Items = [text] };
}
