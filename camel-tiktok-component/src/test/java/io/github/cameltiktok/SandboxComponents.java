package io.github.cameltiktok;

import io.github.cameltiktok.sandbox.Sandbox;

/** Creates components that call the sandbox. */
public final class SandboxComponents {

    private SandboxComponents() {}

    /** Returns a component without retries. */
    public static TikTokComponent create(Sandbox sandbox) {
        TikTokComponent component = new TikTokComponent();
        configure(component.getApidirect(), sandbox, "apidirect");
        configure(component.getDumplingai(), sandbox, "dumplingai");
        configure(component.getPeekalink(), sandbox, "peekalink");
        component.getConfiguration().setMaxRetries(0);
        component.getConfiguration().setRetryDelay(1);
        return component;
    }

    private static void configure(TikTokProviderConfiguration settings, Sandbox sandbox, String provider) {
        settings.setBaseUrl(sandbox.baseUrl(provider).toString());
        settings.setApiKey(sandbox.apiKey(provider));
    }
}
