package io.github.cameltiktok.benchmark.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One colour per contender, the same in all charts. */
final class Palette {

    /**
     * @param light colour on white
     * @param dark colour on black
     */
    private record Color(String light, String dark) {}

    private static final Color CONNECTOR = new Color("#0969da", "#58a6ff");

    private static final Map<String, Color> COLORS = Map.ofEntries(
            Map.entry("camel-tiktok", CONNECTOR),
            Map.entry("with the connector", CONNECTOR),
            Map.entry("without the connector", new Color("#7d6250", "#c69c6d")),
            Map.entry("camel-http", new Color("#bc4c00", "#f0883e")),
            Map.entry("camel-http same promises", new Color("#cf222e", "#ff7b72")),
            Map.entry("camel-http throttle", new Color("#9a6700", "#d4a72c")),
            Map.entry("camel-http throttle with queue", new Color("#bf3989", "#f778ba")),
            Map.entry("camel-vertx-http", new Color("#1a7f37", "#3fb950")),
            Map.entry("bare client", new Color("#8250df", "#b083f0")),
            Map.entry("blocking sockets", new Color("#57606a", "#8c959f")),
            Map.entry("readTree", new Color("#6e7781", "#9198a1")),
            Map.entry("data-binding", new Color("#1b7c83", "#39c5cf")),
            Map.entry("a tree", new Color("#a40e26", "#ff7b72")));

    private final Map<String, Color> used = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a contender has no color */
    Palette(List<String> contenders) {
        for (String contender : contenders) {
            Color color = COLORS.get(contender);
            if (color == null) {
                throw new IllegalArgumentException("Palette has no colour for \"" + contender + "\"; add one");
            }
            used.put(contender, color);
        }
    }

    /** Returns the style class of a contender's bars. */
    String type(String contender) {
        return contender.replace(' ', '-');
    }

    /** Returns the rules for light mode. */
    String lightRules() {
        return rules(false);
    }

    /** Returns the rules for dark mode. */
    String darkRules() {
        return rules(true);
    }

    private String rules(boolean isDark) {
        StringBuilder rules = new StringBuilder();
        used.forEach((contender, color) ->
                rules.append("." + type(contender) + " { fill: " + (isDark ? color.dark() : color.light()) + " } "));
        return rules.toString().strip();
    }
}
