package com.example.tiktok;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class LookupRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // LookupController maps the exceptions, so Camel need not log them.
        errorHandler(noErrorHandler());

        from("direct:video")
                .routeId("video")
                .to("tiktok:video")
                .log("${body.author.name}: ${body.stats.plays} plays");

        from("direct:creator")
                .routeId("creator")
                .to("tiktok:user")
                .log("${body.name}: ${body.stats.followers} followers");
    }
}
