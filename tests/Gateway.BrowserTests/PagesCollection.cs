namespace Gateway.BrowserTests;

/// <summary>One browser and one gateway for all tests, one after the other.</summary>
[CollectionDefinition(Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is one of xunit's.")]
public sealed class PagesCollection : ICollectionFixture<Chromium>, ICollectionFixture<SampleApi>
{
    public const string Name = "pages";
}
