package com.example.tiktok;

import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Sends a video and a creator to the routes when the application has started. */
@TestConfiguration(proxyBeanMethods = false)
class SandboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);

    @Bean
    ApplicationRunner firstLookups(ProducerTemplate routes, Environment environment) {
        return arguments -> {
            routes.sendBody("direct:video", "https://www.tiktok.com/@tiktok/video/7516594811734854943");
            routes.sendBody("direct:creator", "@khaby.lame");
            String address = "http://localhost:" + environment.getProperty("local.server.port");
            LOG.info("Open {}/creators/@khaby.lame", address);
            LOG.info("Open {}/actuator/camel/tiktok", address);
            LOG.info("Stop with Ctrl+C");
        };
    }
}
