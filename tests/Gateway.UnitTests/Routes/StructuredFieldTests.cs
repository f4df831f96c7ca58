using System.Text.Json;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>JSON as structured fields, by the rules of RFC 9651 section 4.1.</summary>
public sealed class StructuredFieldTests
{
    [Theory]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"say \\\"hi\\\" \\\\ bye\"", "\"say \\\"hi\\\" \\\\ bye\"")]
    [InlineData("\"100% füü\"", "%\"100%25 f%c3%bc%c3%bc\"")]
    [InlineData("\"ü \\\"q\\\" \\\\\"", "%\"%c3%bc %22q%22 \\\"")]
    [InlineData("\"a\\r\\nb\\u007f\"", "%\"a%0d%0ab%7f\"")]
    [InlineData("\"😀\"", "%\"%f0%9f%98%80\"")]
    [InlineData("0", "0")]
    [InlineData("-42", "-42")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("-999999999999999", "-999999999999999")]
    [InlineData("4.5", "4.5")]
    [InlineData("1.250", "1.25")]
    [InlineData("-0.125", "-0.125")]
    [InlineData("999999999999.999", "999999999999.999")]
    [InlineData("true", "?1")]
    [InlineData("false", "?0")]
    [InlineData("[\"a\", 1, 2.5, false, \"ü\"]", "\"a\", 1, 2.5, ?0, %\"%c3%bc\"")]
    public void A_value_is_an_item_or_a_list(string json, string field) => Assert.Equal(field, StructuredField.Of(JsonElement.Parse(json)));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"a\": 1 }")]
    [InlineData("[]")]
    [InlineData("[[1]]")]
    [InlineData("[1, null]")]
    [InlineData("1000000000000000")]
    [InlineData("-9223372036854775808")]
    [InlineData("1e300")]
    [InlineData("0.0001")]
    [InlineData("1000000000000.5")]
    public void What_has_no_such_form_has_none(string json) => Assert.Null(StructuredField.Of(JsonElement.Parse(json)));
}
