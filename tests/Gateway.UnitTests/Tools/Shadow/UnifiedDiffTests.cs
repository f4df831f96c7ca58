using Gateway.Tools.Shadow;

namespace Gateway.UnitTests.Tools.Shadow;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void A_change_is_shown_between_three_lines_before_and_behind() => Assert.Equal(
        "--- f\n+++ f\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+and a half\n 6\n 7\n 8\n",
        UnifiedDiff.Of("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\nand a half\n6\n7\n8\n9\n"));

    [Fact]
    public void At_the_ends_of_a_text_there_is_less_around_it() => Assert.Equal(
        "--- f\n+++ f\n@@ -1,2 +1,1 @@\n-1\n 2\n",
        UnifiedDiff.Of("f", "1\n2\n", "2\n"));

    [Fact]
    public void A_last_line_without_an_end_is_shown_as_one() => Assert.Equal(
        "--- f\n+++ f\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+3\n\\ No newline at end of file\n",
        UnifiedDiff.Of("f", "1\n2", "1\n3"));

    [Fact]
    public void Lines_that_repeat_are_not_counted_twice() => Assert.Equal(
        "--- f\n+++ f\n@@ -1,2 +1,3 @@\n a\n a\n+a\n",
        UnifiedDiff.Of("f", "a\na\n", "a\na\na\n"));
}
