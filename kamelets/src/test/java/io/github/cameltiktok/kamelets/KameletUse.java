package io.github.cameltiktok.kamelets;

import io.github.cameltiktok.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.Map;

/** Subjects and properties of Kamelets in tests. */
final class KameletUse {

    static final String VIDEO = "https://www.tiktok.com/@tiktok/video/7516594811734854943";
    static final String VIDEO_ID = "7516594811734854943";
    static final String CREATOR = "@growing.fast";

    private KameletUse() {}

    /** Returns the subject that a Kamelet looks up. */
    static String subject(KameletFile kamelet) {
        return kamelet.resource().equals("video") ? VIDEO : CREATOR;
    }

    /** Returns modifiable properties with which a Kamelet calls the sandbox. */
    static Map<String, String> properties(KameletFile kamelet, Sandbox sandbox) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("provider", "apidirect");
        properties.put("apiKey", sandbox.apiKey("apidirect"));
        properties.put("baseUrl", sandbox.baseUrl("apidirect").toString());
        if (kamelet.isSource()) {
            properties.put("subjects", subject(kamelet));
            properties.put("initialDelay", "0");
        }
        return properties;
    }
}
