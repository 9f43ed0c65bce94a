package io.github.cameltiktok.benchmark;

import java.util.List;
import java.util.Map;

/**
 * What the page says about one benchmark.
 *
 * @param title its heading
 * @param text Markdown below the heading
 * @param goals what is to be reached
 * @param losses sentences about what is slower or larger than something that it was measured beside
 * @param images SVG by file name, as the text names them: {@code images/…}
 */
public record Chapter(String title, String text, List<Goal> goals, List<String> losses, Map<String, String> images) {

    public Chapter {
        goals = List.copyOf(goals);
        losses = List.copyOf(losses);
        images = Map.copyOf(images);
    }
}
