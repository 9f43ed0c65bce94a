package io.github.cameltiktok.benchmark;

import java.util.List;
import java.util.Map;

/**
 * The page's chapter on one benchmark.
 *
 * @param title the heading
 * @param text Markdown below the heading
 * @param goals the performance goals
 * @param losses sentences on comparisons in which the connector is slower or larger
 * @param images SVG by file name, referenced in the text as {@code images/…}
 */
public record Chapter(String title, String text, List<Goal> goals, List<String> losses, Map<String, String> images) {

    public Chapter {
        goals = List.copyOf(goals);
        losses = List.copyOf(losses);
        images = Map.copyOf(images);
    }
}
