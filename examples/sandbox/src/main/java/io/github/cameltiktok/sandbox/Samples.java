package io.github.cameltiktok.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the sample answers of the providers' pages, unchanged byte for byte. */
final class Samples {

    private Samples() {}

    static byte[] read(String name) {
        try (InputStream sample = Samples.class.getResourceAsStream(name)) {
            if (sample == null) {
                throw new IllegalStateException("resource missing in the sandbox's jar: " + name);
            }
            return sample.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
