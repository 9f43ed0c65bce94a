package io.github.cameltiktok.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class VideoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:video").to("tiktok:video?provider=apidirect");
    }
}
