package com.example;

import io.github.cameltiktok.TikTokNotFoundException;
import org.apache.camel.builder.RouteBuilder;

public class TikTokRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(TikTokNotFoundException.class)
                .handled(true)
                .log("${exception.message}")
                .setBody(simple("${null}"));

        from("direct:video")
                .to("tiktok:video")
                .log("${body.author.handle}: ${body.stats.plays} plays");

        from("tiktok:user?handle={{watched.handle}}&initialDelay=2s&delay={{watched.delay}}")
                .transformDataType("tiktok:application-cloudevents")
                .log("${header.CamelCloudEventType} ${header.CamelCloudEventSubject}")
                .to("{{events}}");
    }
}
