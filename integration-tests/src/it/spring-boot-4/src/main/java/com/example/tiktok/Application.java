package com.example.tiktok;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class Application {

    @Bean
    RouteBuilder video() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video")
                        .to("tiktok:video")
                        .process(exchange -> exchange.getMessage()
                                .setHeader("thread", Thread.currentThread().toString()));
            }
        };
    }
}
