package com.example;

import io.github.cameltiktok.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the sandbox before the application, and passes its address and keys. */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {

    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        sandbox = Sandbox.start();
        return Map.of(
                "camel.component.tiktok.apidirect.base-url", sandbox.baseUrl("apidirect").toString(),
                "camel.component.tiktok.apidirect.api-key", sandbox.apiKey("apidirect"),
                "camel.component.tiktok.peekalink.base-url", sandbox.baseUrl("peekalink").toString(),
                "camel.component.tiktok.peekalink.api-key", "an-invalid-key");
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
