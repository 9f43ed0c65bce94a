package io.github.cameltiktok.benchmark;

import java.util.List;
import java.util.Map;

/**
 * The page's chapter on one benchmark.
 *
 * @param title the heading
 * @param text Markdown below the heading
 * @param goals the performance goals
 * @param comparisons the connector's figures next to those of the contenders
 * @param images SVG by file name, referenced in the text as {@code images/…}
 */
public record Chapter(
        String title, String text, List<Goal> goals, List<Comparison> comparisons, Map<String, String> images) {

    public Chapter {
        goals = List.copyOf(goals);
        comparisons = List.copyOf(comparisons);
        images = Map.copyOf(images);
    }
}
