package io.github.cameltiktok;

import io.github.cameltiktok.sandbox.Sandbox;

/** Points a component at the sandbox. */
final class SandboxRoutes {

    private SandboxRoutes() {}

    static TikTokComponent component(Sandbox sandbox) {
        TikTokComponent component = new TikTokComponent();
        point(component.getApidirect(), sandbox, "apidirect");
        point(component.getDumplingai(), sandbox, "dumplingai");
        point(component.getPeekalink(), sandbox, "peekalink");
        return component;
    }

    private static void point(TikTokProviderConfiguration settings, Sandbox sandbox, String provider) {
        settings.setBaseUrl(sandbox.baseUrl(provider).toString());
        settings.setApiKey(sandbox.apiKey(provider));
    }
}
