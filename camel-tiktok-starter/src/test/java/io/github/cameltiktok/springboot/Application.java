package io.github.cameltiktok.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with one route. */
@SpringBootApplication
class Application {

    @Bean
    RouteBuilder videos() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video").routeId("videos").to("tiktok:video?provider=apidirect");
            }
        };
    }
}
