using System.Net;

namespace Gateway.IntegrationTests.Services;

public sealed class AccountsTests
{
    private static readonly Caller Ana = Caller.User("ana", "pay-app");
    private static readonly Caller Alice = Caller.User("alice", "pay-app");

    [Fact]
    public async Task A_user_reads_the_balance_of_his_own_account()
    {
        await using var service = await RunningService.StartAsync("accounts");

        Assert.Equal(1250.00m, await BalanceAsync(service, "ana-1", Ana));
    }

    [Fact]
    public async Task Someone_elses_account_is_answered_like_one_that_does_not_exist()
    {
        await using var service = await RunningService.StartAsync("accounts");

        (await service.GetAsync("/alice-1/balance", Ana)).AssertRefused(HttpStatusCode.NotFound);
        (await service.GetAsync("/nobody-1/balance", Ana)).AssertRefused(HttpStatusCode.NotFound);
        (await service.GetAsync("/ana-1/balance", Caller.Machine("pay-app"))).AssertRefused(HttpStatusCode.NotFound);
        (await service.PostAsync("/alice-1/transfers", Ana, new { to = "ana-1", amount = 1 })).AssertRefused(HttpStatusCode.NotFound);
        Assert.Equal(1250.00m, await BalanceAsync(service, "ana-1", Ana));
    }

    [Fact]
    public async Task A_transfer_moves_money_and_remembers_the_user_and_the_app()
    {
        await using var service = await RunningService.StartAsync("accounts");
        var before = await BalanceAsync(service, "alice-1", Alice);

        var transfer = await service.PostAsync("/ana-1/transfers", Ana, new { to = "alice-1", amount = 50.25m });

        transfer.AssertStatus(HttpStatusCode.Created);
        Assert.Equal("ana", transfer["byUser"].GetString());
        Assert.Equal("pay-app", transfer["byApp"].GetString());
        Assert.Equal(1199.75m, await BalanceAsync(service, "ana-1", Ana));
        Assert.Equal(before + 50.25m, await BalanceAsync(service, "alice-1", Alice));
    }

    [Fact]
    public async Task An_account_is_emptied_to_the_last_cent_and_no_further()
    {
        await using var service = await RunningService.StartAsync("accounts");

        var tooMuch = await service.PostAsync("/ana-1/transfers", Ana, new { to = "elsewhere", amount = 1250.01m });
        var all = await service.PostAsync("/ana-1/transfers", Ana, new { to = "elsewhere", amount = 1250.00m });
        var oneCentMore = await service.PostAsync("/ana-1/transfers", Ana, new { to = "elsewhere", amount = 0.01m });

        tooMuch.AssertRefused(HttpStatusCode.Conflict);
        all.AssertStatus(HttpStatusCode.Created);
        oneCentMore.AssertRefused(HttpStatusCode.Conflict);
        Assert.Equal(0m, await BalanceAsync(service, "ana-1", Ana));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.001)]
    [InlineData(10.999)]
    public async Task An_amount_that_is_no_amount_of_money_is_refused(double amount)
    {
        await using var service = await RunningService.StartAsync("accounts");

        (await service.PostAsync("/ana-1/transfers", Ana, new { to = "alice-1", amount })).AssertInvalid("amount");
        Assert.Equal(1250.00m, await BalanceAsync(service, "ana-1", Ana));
    }

    [Fact]
    public async Task A_transfer_to_nowhere_to_itself_or_of_words_is_refused()
    {
        await using var service = await RunningService.StartAsync("accounts");

        (await service.PostAsync("/ana-1/transfers", Ana, new { to = "", amount = 1 })).AssertInvalid("to");
        (await service.PostAsync("/ana-1/transfers", Ana, new { to = "ana-1", amount = 1 })).AssertInvalid("to");
        (await service.PostAsync("/ana-1/transfers", Ana, new { to = "alice-1", amount = "1" })).AssertRefused(HttpStatusCode.BadRequest);
        (await service.PostAsync("/ana-1/transfers", Ana)).AssertRefused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Transfers_at_the_same_time_never_spend_more_than_there_is()
    {
        await using var service = await RunningService.StartAsync("accounts");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30)
            .Select(_ => service.PostAsync("/ana-1/transfers", Ana, new { to = "alice-1", amount = 100 })));

        Assert.Equal(12, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(18, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal(50.00m, await BalanceAsync(service, "ana-1", Ana));
    }

    private static async Task<decimal> BalanceAsync(RunningService service, string account, Caller owner) =>
        (await service.GetAsync($"/{account}/balance", owner))["balance"].GetDecimal();
}
