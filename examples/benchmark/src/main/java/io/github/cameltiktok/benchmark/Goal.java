package io.github.cameltiktok.benchmark;

/**
 * What is to be reached.
 *
 * @param text the goal
 * @param measured what was measured
 * @param holds whether it is reached
 */
public record Goal(String text, String measured, boolean holds) {

    /** Returns what has become of it, as an item of a list. */
    public String verdict() {
        return "- " + text + ": " + (holds ? "holds" : "does **not** hold") + ", " + measured + ".\n";
    }
}
