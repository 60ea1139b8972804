using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MvcSample.Connections;
using MvcSample.Customers;
using MvcSample.Sandbox;
using MvcSample.Security;
using Polytomic.Connect.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
var data = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["DataPath"] ?? "App_Data"));

// Polytomic Connect: who may connect what is in appsettings.json, what happens then is in ConnectionRecorder.
var connect = builder.Services.AddPolytomicConnect()
    .AddCompletionHandler<ConnectionRecorder>()
    .AddConnectionAuthorizer<ConnectionOwnership>();
var sandbox = LocalSandbox.AddWhenNothingElseIsConfigured(builder, data);
builder.Services.AddSingleton(new SandboxPage(sandbox ? LocalSandbox.Path : null));
if (builder.Configuration.GetSection("Customers").Exists())
{
    connect.AddCredentialProvider<CustomerKeys>();
    // A provider may keep all users apart; ours does not: most of them share the app's own key.
    builder.Services.AddOptions<PolytomicConnectOptions>()
        .Validate(options => options.NameFormat.Contains("{id}"), "PolytomicConnect:NameFormat needs {id}: most users share one key");
}

builder.Services.AddDbContext<SampleDb>(options => options.UseSqlite($"Data Source={Path.Combine(data.FullName, "sample.db")}"));
builder.Services.AddDataProtection()
    .SetApplicationName("MvcSample")
    .PersistKeysToFileSystem(data.CreateSubdirectory("keys"));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddControllersWithViews(options => options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());
builder.Services.AddRazorPages();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
{
    options.LoginPath = "/account/login";
    options.AccessDeniedPath = "/error/403";
    options.Cookie.Name = "meridian";
    // Not sent when Polytomic's modal, another site, sends the user back: Polytomic Connect has to cope, and does.
    options.Cookie.SameSite = SameSiteMode.Strict;
});
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
// Style sheets are found in the build output in every environment, not in Development alone; once published they are in wwwroot.
builder.WebHost.UseStaticWebAssets();

var app = builder.Build();
using (var scope = app.Services.CreateScope())
{
    scope.ServiceProvider.GetRequiredService<SampleDb>().Database.EnsureCreated();
}

if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/error/500");
    app.UseHsts();
}

app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseMiddleware<SecurityHeaders>();
if (sandbox)
{
    app.UseMiddleware<LocalhostForPeople>();
}

app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();

app.MapStaticAssets();
app.MapControllers().WithStaticAssets();
app.MapRazorPages().WithStaticAssets();
app.MapPolytomicConnect();
if (sandbox)
{
    app.MapPolytomicSandbox(LocalSandbox.Path);
}

app.Run();
