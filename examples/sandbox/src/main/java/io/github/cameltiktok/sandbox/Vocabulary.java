package io.github.cameltiktok.sandbox;

import java.util.List;

/** Words of fake creators and captions. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = List.of(
            "Mila", "Noah", "Aylin", "Kenji", "Sofía", "Luca", "Zoë", "Amara", "Jonas", "Priya", "Omar", "Freya");
    static final List<String> OCCUPATIONS =
            List.of("cooks", "travels", "draws", "runs", "bakes", "sings", "builds", "gardens", "dances", "skates");
    static final List<String> OPENINGS = List.of(
            "Day one of learning something new",
            "Turns out it looks like this",
            "Wait for the end",
            "POV: it works at the first try",
            "Three things I wish I had known",
            "صباح الخير من البحر",
            "The quiet part of the morning");
    static final List<String> EMOJI = List.of("🌈", "🐬", "🧹", "😎", "🔥", "👩‍🍳", "🇪🇸", "❤️", "🥹");
    static final List<String> HASHTAGS = List.of(
            "fyp",
            "learnontiktok",
            "travel",
            "recipe",
            "special",
            "diy",
            "booktok",
            "cats",
            "música",
            "sunrise",
            "running");
    static final List<String> SONGS =
            List.of("Slow Tide", "Paper Boats", "Neon Garden", "Seven Steps", "Night Bus", "Golden Hour Drive");
    static final List<String> BANDS =
            List.of("The Harbour Lights", "Ana Vela", "Mono Kite", "Field & Foam", "Low Orbit");
    static final List<String> REGIONS = List.of("US", "GB", "DE", "ES", "BR", "JP", "ID", "TR", "FR", "MX");

    private Vocabulary() {}

    static String handle(StableRandom random) {
        String name = random.pick(List.of("mila", "noah", "aylin", "kenji", "sofia", "luca", "zoe", "amara", "jonas"));
        String separator = random.pick(List.of(".", "_", ""));
        return name + separator + random.pick(OCCUPATIONS) + (random.percent(40) ? random.between(1, 99) : "");
    }
}
