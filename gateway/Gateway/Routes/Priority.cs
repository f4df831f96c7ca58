namespace Gateway.Routes;

/// <summary>What is turned away first when there is more to do than can be done, from the first to the last.</summary>
internal enum Priority
{
    /// <summary>It can wait: a report, a crawl, what is retried anyway.</summary>
    Sheddable,

    Normal,

    /// <summary>What the business stands still without.</summary>
    Critical,
}
