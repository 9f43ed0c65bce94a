package io.github.cameltiktok.sandbox;

import io.github.cameltiktok.sandbox.VideoFacts.Caption;
import io.github.cameltiktok.sandbox.VideoFacts.Mention;
import io.github.cameltiktok.sandbox.VideoFacts.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes up captions that hold what real ones do: emoji, hashtags, sometimes a mention and a second line. */
final class Captions {

    private Captions() {}

    static Caption of(String videoId, Facts facts) {
        Seed seed = Seed.of("caption", videoId);
        StringBuilder text =
                new StringBuilder(seed.pick(Words.OPENINGS)).append(' ').append(seed.pick(Words.EMOJI));
        Mention mention = null;
        if (seed.percent(30)) {
            CreatorFacts mentioned = facts.creator(Words.handle(seed));
            text.append(" with ");
            int start = text.length();
            text.append('@').append(mentioned.name());
            mention = new Mention(mentioned, start, text.length());
        }
        text.append(seed.percent(40) ? '\n' : ' ');
        List<Tag> tags = new ArrayList<>();
        for (String name : hashtags(seed)) {
            if (!tags.isEmpty()) {
                text.append(' ');
            }
            int start = text.length();
            text.append('#').append(name);
            tags.add(tag(name, start, text.length()));
        }
        return new Caption(text.toString(), List.copyOf(tags), mention);
    }

    private static Tag tag(String name, int start, int end) {
        Seed seed = Seed.of("hashtag", name);
        return new Tag(Long.toString(seed.between(1_000L, 99_999_999L)), name, "All about " + name + ".", start, end);
    }

    private static List<String> hashtags(Seed seed) {
        List<String> names = new ArrayList<>(Words.HASHTAGS);
        Collections.shuffle(names, new Random(seed.between(0L, Long.MAX_VALUE - 1)));
        return names.subList(0, seed.between(1, 4));
    }
}
