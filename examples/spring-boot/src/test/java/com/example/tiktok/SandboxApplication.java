package com.example.tiktok;

import io.github.cameltiktok.sandbox.Sandbox;
import org.springframework.boot.SpringApplication;

/** Starts the application with the sandbox in place of the provider: no API key, no cost. */
class SandboxApplication {

    public static void main(String[] arguments) {
        Sandbox sandbox = Sandbox.start();
        String prefix = "--camel.component.tiktok.apidirect.";
        SpringApplication.from(Application::main)
                .with(SandboxConfiguration.class)
                .withAdditionalProfiles("sandbox")
                .run(
                        prefix + "base-url=" + sandbox.baseUrl("apidirect"),
                        prefix + "api-key=" + sandbox.apiKey("apidirect"));
    }
}
