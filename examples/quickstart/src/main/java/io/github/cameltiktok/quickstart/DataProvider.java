package io.github.cameltiktok.quickstart;

import java.util.Locale;

/** The providers and the environment variables with their keys and base URLs. */
enum DataProvider {
    APIDIRECT("API Direct"),
    DUMPLINGAI("Dumpling AI"),
    PEEKALINK("Peekalink");

    private final String title;

    DataProvider(String title) {
        this.title = title;
    }

    /** Returns the display name. */
    String title() {
        return title;
    }

    /** Returns the name in options and properties. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String keyVariable() {
        return name() + "_API_KEY";
    }

    /** Returns the variable of another base URL, for a proxy or a test. */
    String baseUrlVariable() {
        return name() + "_BASE_URL";
    }
}
