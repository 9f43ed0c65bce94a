package io.github.cameltiktok.endpointdsl;

import io.github.cameltiktok.endpointdsl.TikTokEndpointBuilderFactory.TikTokBuilders;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Routes of a user; docs/guides/endpoint-dsl.md shows them. */
public final class TypedRoutes extends EndpointRouteBuilder implements TikTokBuilders {

    @Override
    public void configure() {
        from(direct("video"))
                .setHeader(tiktok().tikTokRequestSource(), constant("ZAPIER"))
                .to(tiktok("video")
                        .provider("apidirect,dumplingai")
                        .cacheTtl("1h")
                        .advanced()
                        .maxRetries(1))
                .log("${body.author.handle}: ${body.stats.plays} plays");

        from(tiktok("user")
                        .provider("apidirect")
                        .handle("growing.fast")
                        .initialDelay(0)
                        .delay("6h"))
                .routeId("creators")
                .log("${body.handle}: ${body.stats.followers} followers")
                .setBody(header(tiktok().tikTokEvent()))
                .to(direct("changed"));
    }
}
