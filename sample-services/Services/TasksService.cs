using System.Collections.Concurrent;
using Gateway.Downstream;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Services;

/// <summary>Organizer's to-do list. An app works on the tasks of the user it acts for; of anybody else's it learns nothing.</summary>
internal sealed class TasksService
{
    private readonly ConcurrentDictionary<int, Entry> entries = new()
    {
        [1] = new("ana", new(1, "Water the plants", "mytodos")),
        [2] = new("ana", new(2, "Book the train", "mytodos")),
        [3] = new("alice", new(3, "Return the library books", "mytodos")),
    };

    private int lastId = 3;

    public static void Map(IEndpointRouteBuilder app, TimeProvider clock)
    {
        var service = new TasksService();
        app.MapGet("/", service.List).RequireScope("read:tasks").WithName("listTasks")
            .WithSummary("The user's tasks.");
        app.MapPost("/", service.Add).RequireScope("write:tasks").WithName("createTask")
            .WithSummary("Add a task to the user's list.");
        app.MapDelete("/{id:int}", service.Delete).RequireScope("write:tasks").WithName("deleteTask").ProducesProblem(404)
            .WithSummary("Delete one of the user's tasks.");
    }

    private Ok<Todo[]> List(GatewayUser user) => TypedResults.Ok(
        entries.Values.Where(entry => entry.Owner == user.Subject).Select(entry => entry.Todo).OrderBy(todo => todo.Id).ToArray());

    private Results<Created<Todo>, ValidationProblem, ProblemHttpResult> Add(NewTodo body, GatewayUser user)
    {
        if (string.IsNullOrWhiteSpace(body.Title))
        {
            return Refusal.Invalid("title", "A task has a title.");
        }

        if (user.Subject is not { } owner)
        {
            return Refusal.NoSubject();
        }

        var id = Interlocked.Increment(ref lastId);
        var added = new Todo(id, body.Title, user.Client);
        entries[id] = new(owner, added);
        return TypedResults.Created((string?)null, added);
    }

    private Results<NoContent, ProblemHttpResult> Delete(int id, GatewayUser user) =>
        entries.TryGetValue(id, out var entry) && entry.Owner == user.Subject && entries.TryRemove(id, out _)
            ? TypedResults.NoContent()
            : Refusal.NotFound($"The user has no task {id}.");

    internal sealed record Todo(int Id, string Title, string? CreatedByApp);

    internal sealed record NewTodo(string Title);

    private sealed record Entry(string Owner, Todo Todo);
}
