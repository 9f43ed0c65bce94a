package io.github.cameltiktok;

import io.github.cameltiktok.sandbox.Sandbox;

/** Points a component at the sandbox. It tells each failure at once; a test of retries asks for them. */
final class SandboxRoutes {

    private SandboxRoutes() {}

    static TikTokComponent component(Sandbox sandbox) {
        TikTokComponent component = new TikTokComponent();
        point(component.getApidirect(), sandbox, "apidirect");
        point(component.getDumplingai(), sandbox, "dumplingai");
        point(component.getPeekalink(), sandbox, "peekalink");
        component.getConfiguration().setMaxRetries(0);
        component.getConfiguration().setRetryDelay(1);
        return component;
    }

    private static void point(TikTokProviderConfiguration settings, Sandbox sandbox, String provider) {
        settings.setBaseUrl(sandbox.baseUrl(provider).toString());
        settings.setApiKey(sandbox.apiKey(provider));
    }
}
