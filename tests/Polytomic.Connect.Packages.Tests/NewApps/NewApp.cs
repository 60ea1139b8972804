using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;

namespace Polytomic.Connect.Packages.Tests.NewApps;

/// <summary>An application made by one of the SDK's templates, with the packages in it as the README says.</summary>
internal sealed partial class NewApp : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("polytomic-connect-app-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly int _port = Ports.Free();
    private Process? _process;

    private string Folder => Path.Combine(_root.FullName, "App");

    public string Url => $"http://localhost:{_port}";

    public string Output => string.Join('\n', _output);

    /// <summary>Makes the application, adds the packages of the feed, builds and starts it.</summary>
    /// <param name="feed">A folder with the packages.</param>
    /// <param name="framework">The framework that it runs on.</param>
    /// <param name="views">The folder of its views.</param>
    /// <param name="page">The view that gets the button.</param>
    /// <param name="template">The template and its options.</param>
    /// <param name="letVisitorsIn">Whether everybody may connect something, as an application without accounts needs it.</param>
    public static async Task<NewApp> StartAsync(string feed, string framework, string views, string page, string[] template, bool letVisitorsIn = false)
    {
        var app = new NewApp();
        try
        {
            await Tool.RunAsync(app._root.FullName, "dotnet", ["new", .. template, "-o", "App", "--no-restore"]);
            app.UseFeed(feed);
            app.UseFramework(framework);
            app.FollowReadme(views, page, letVisitorsIn);
            // What a registry lacks, and what it warns of in packages of others, is not what is tested here.
            await Tool.RunAsync(
                app.Folder, "dotnet", "build", "-v", "quiet", "-warnaserror", "-warnnotaserror:NU1603", "-p:NuGetAudit=false", "-o", Path.Combine(app._root.FullName, "out"));
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _root.Delete(recursive: true);
    }

    /// <summary>Packages that were made a moment ago must not be mistaken for others of the same version, nor stay behind on this machine.</summary>
    private void UseFeed(string feed)
    {
        var fallback = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(_root.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{fallback}" /></fallbackPackageFolders>
              <packageSources><add key="local" value="{feed}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>The templates of the SDK at hand are for .NET 10; for .NET 8 what that does not know is written as its own templates wrote it.</summary>
    private void UseFramework(string framework)
    {
        var project = Path.Combine(Folder, "App.csproj");
        File.WriteAllText(project, DesignTime().Replace(File.ReadAllText(project), ""));
        if (framework == "net10.0")
        {
            return;
        }

        // What the machine has of .NET 8 is the runtime that applications bring along.
        Edit(project, text => Version().Replace(text, "Version=\"8.0.33\"").Replace(
            "<TargetFramework>net10.0</TargetFramework>",
            $"<TargetFramework>{framework}</TargetFramework><CheckEolTargetFramework>false</CheckEolTargetFramework>"
                + $"<RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier><SelfContained>true</SelfContained>"));
        Edit(Path.Combine(Folder, "Program.cs"), text => text
            .Replace("app.MapStaticAssets();", "app.UseStaticFiles();")
            .Replace(".WithStaticAssets()", ""));
    }

    private void FollowReadme(string views, string page, bool letVisitorsIn)
    {
        var (add, sandbox) = (ReadmeSteps.Add, ReadmeSteps.Sandbox);
        var packages = string.Concat(add.Packages.Append("Polytomic.Connect.Sandbox").Select(id => $"<PackageReference Include=\"{id}\" Version=\"*\" />"));
        Edit(Path.Combine(Folder, "App.csproj"), text => text.Replace("</Project>", $"<ItemGroup>{packages}</ItemGroup></Project>"));

        var appLines = string.Join('\n', add.AppLines.Concat(sandbox.AppLines));
        var settings = Merge(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "appsettings.json")))!.AsObject(), add.Settings);
        if (letVisitorsIn)
        {
            Assert.Contains("`app.MapPolytomicConnect().AllowAnonymous()` and a policy with `\"AllowAnonymous\": true`", Repository.Read("README.md"));
            appLines = appLines.Replace("app.MapPolytomicConnect();", "app.MapPolytomicConnect().AllowAnonymous();");
            settings["PolytomicConnect"]!["Policies"]!["Everyone"]!["AllowAnonymous"] = true;
        }

        Edit(Path.Combine(Folder, "Program.cs"), text => text
            .Replace("var app = builder.Build();", string.Join('\n', add.BuilderLines.Concat(sandbox.BuilderLines)) + "\nvar app = builder.Build();")
            .Replace("app.Run();", appLines + "\napp.Run();"));
        File.WriteAllText(Path.Combine(Folder, "appsettings.json"), settings.ToJsonString());
        File.WriteAllText(
            Path.Combine(Folder, "appsettings.Development.json"),
            sandbox.Settings.ToJsonString().Replace("127.0.0.1:5080", $"127.0.0.1:{_port}"));
        Edit(Path.Combine(Folder, views, "_ViewImports.cshtml"), text => text.TrimEnd() + "\n" + string.Join('\n', add.ImportLines) + "\n");
        Edit(Path.Combine(Folder, page), text => text.TrimEnd() + "\n" + string.Join('\n', add.ViewLines) + "\n");
    }

    private async Task StartAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(_root.FullName, "out", "App"), ["--urls", Url])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var first = await Task.WhenAny(started.Task, _process.WaitForExitAsync(cancellationToken)).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        Assert.True(first == started.Task, $"The application did not start:\n{Output}");

        void Read(string? line)
        {
            if (line is not null)
            {
                _output.Enqueue(line);
                if (line.Contains("Application started.", StringComparison.Ordinal))
                {
                    started.TrySetResult();
                }
            }
        }
    }

    private static void Edit(string file, Func<string, string> change)
    {
        var before = File.ReadAllText(file);
        var after = change(before);
        Assert.True(before != after, $"There was nothing to change in {file}.");
        File.WriteAllText(file, after);
    }

    private static JsonObject Merge(JsonObject settings, JsonObject added)
    {
        foreach (var (key, value) in added)
        {
            settings[key] = value!.DeepClone();
        }

        return settings;
    }

    /// <summary>Packages that only the command line for migrations needs: many, and large.</summary>
    [GeneratedRegex(@"\s*<PackageReference Include=""Microsoft\.EntityFrameworkCore\.(Design|Tools)""[^>]*/>")]
    private static partial Regex DesignTime();

    [GeneratedRegex(@"Version=""10\.0\.\d+""")]
    private static partial Regex Version();
}
