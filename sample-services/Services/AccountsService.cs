using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>
/// The bank. An account belongs to one user; nobody else learns that it exists. A transfer remembers the user and the app that made it. The
/// balance is what the account was opened with and the transfers since, so money can neither appear nor vanish.
/// </summary>
internal sealed class AccountsService(TimeProvider clock)
{
    private static readonly Account[] Accounts =
    [
        new("ana-1", "ana", 1250.00m),
        new("ana-2", "ana", 80.50m),
        new("alice-1", "alice", 310.75m),
    ];

    private readonly Lock oneAtATime = new();
    private readonly List<Transfer> transfers = [];

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new AccountsService(clock);
        app.MapGet("/{id}/balance", service.ReadBalance).RequireScope("read:balance").WithName("getBalance").ProducesProblem(404)
            .WithSummary("What is in one of the user's accounts.");
        app.MapPost("/{id}/transfers", service.TransferFunds).RequireScope("transfer:funds").WithName("transferFunds")
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Move money from one of the user's accounts to any account, here or at another bank.");
    }

    private Results<Ok<AccountBalance>, ProblemHttpResult> ReadBalance(string id, GatewayUser user)
    {
        if (Find(id, user) is not { } account)
        {
            return NoAccount(id);
        }

        lock (oneAtATime)
        {
            return TypedResults.Ok(new AccountBalance(account.Id, BalanceOf(account)));
        }
    }

    private Results<Created<Transfer>, ValidationProblem, ProblemHttpResult> TransferFunds(string id, NewTransfer body, GatewayUser user)
    {
        if (Find(id, user) is not { } account)
        {
            return NoAccount(id);
        }

        if (body.Amount <= 0 || decimal.Round(body.Amount, 2) != body.Amount)
        {
            return Refusal.Invalid("amount", "An amount is more than 0 and has at most two decimals.");
        }

        if (string.IsNullOrWhiteSpace(body.To) || body.To == account.Id)
        {
            return Refusal.Invalid("to", "A transfer goes to another account.");
        }

        // Looking and taking are one step, or two transfers at once could both spend the last of it.
        lock (oneAtATime)
        {
            if (BalanceOf(account) < body.Amount)
            {
                return Refusal.Conflict($"There is not enough in account {account.Id}.");
            }

            var transfer = new Transfer(
                transfers.Count + 1, account.Id, body.To, body.Amount, clock.GetUtcNow(), account.Owner, user.Client);
            transfers.Add(transfer);
            return TypedResults.Created((string?)null, transfer);
        }
    }

    private decimal BalanceOf(Account account) =>
        account.Opening
        + transfers.Where(transfer => transfer.To == account.Id).Sum(transfer => transfer.Amount)
        - transfers.Where(transfer => transfer.From == account.Id).Sum(transfer => transfer.Amount);

    private static Account? Find(string id, GatewayUser user) =>
        Accounts.FirstOrDefault(account => account.Id == id && account.Owner == user.Subject);

    private static ProblemHttpResult NoAccount(string id) => Refusal.NotFound($"The user has no account {id}.");

    internal sealed record AccountBalance(string Account, decimal Balance);

    internal sealed record NewTransfer(string To, decimal Amount);

    internal sealed record Transfer(int Id, string From, string To, decimal Amount, DateTimeOffset At, string ByUser, string? ByApp);

    private sealed record Account(string Id, string Owner, decimal Opening);
}
