package io.github.cameltiktok.quickstart;

import java.util.Locale;

/** The providers, and the environment variables that hold what is needed to ask the real ones. */
enum DataProvider {
    APIDIRECT("API Direct"),
    DUMPLINGAI("Dumpling AI"),
    PEEKALINK("Peekalink");

    private final String title;

    DataProvider(String title) {
        this.title = title;
    }

    /** The name that people know. */
    String title() {
        return title;
    }

    /** The name in options and properties. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String keyVariable() {
        return name() + "_API_KEY";
    }

    /** Names another address of the provider: a proxy, or a test's. */
    String baseUrlVariable() {
        return name() + "_BASE_URL";
    }
}
