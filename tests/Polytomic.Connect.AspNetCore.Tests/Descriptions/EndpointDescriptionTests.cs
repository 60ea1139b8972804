using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Descriptions;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Descriptions;

public class EndpointDescriptionTests
{
    [Fact]
    public async Task Endpoints_are_known_to_the_API_explorer_wherever_they_are_mapped()
    {
        await using var app = await ConnectApp.StartAsync(
            builder: builder => builder.Services.AddEndpointsApiExplorer(),
            map: app =>
            {
                app.MapPolytomicConnect();
                app.MapPolytomicConnect("/t/{tenant}");
                app.MapPolytomicConnect("/hidden").ExcludeFromDescription();
            });

        var described = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .Select(api => $"{api.HttpMethod} {api.RelativePath}({string.Join(", ", api.ParameterDescriptions.Select(parameter => $"{parameter.Source.Id}: {parameter.Type?.Name}"))})");

        Assert.Equal(
            [
                "GET _/api/connect_status(Query: String)",
                "GET _/api/connection_types()",
                "GET t/{tenant}/connect_status(Query: String)",
                "GET t/{tenant}/connection_types()",
                "POST _/api/connections/connect(Body: PolytomicConnectBody)",
                "POST t/{tenant}/connections/connect(Body: PolytomicConnectBody)",
            ],
            described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_of_a_refusal_is_described_by_its_name()
    {
        var codes = typeof(ErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        var described = Enum.GetValues<PolytomicConnectErrorCode>().Select(code => JsonSerializer.Serialize(code, DescriptionJson.Default.PolytomicConnectErrorCode).Trim('"'));

        Assert.Equal(codes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
