package io.github.cameltiktok.sandbox;

import io.github.cameltiktok.sandbox.FakeVideo.Caption;
import io.github.cameltiktok.sandbox.FakeVideo.Mention;
import io.github.cameltiktok.sandbox.FakeVideo.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Creates captions like real ones: emoji, hashtags, sometimes a mention and a second line. */
final class Captions {

    private Captions() {}

    static Caption of(String videoId, FakeData data) {
        StableRandom random = StableRandom.of("caption", videoId);
        StringBuilder text =
                new StringBuilder(random.pick(Vocabulary.OPENINGS)).append(' ').append(random.pick(Vocabulary.EMOJI));
        Mention mention = null;
        if (random.percent(30)) {
            FakeCreator mentioned = data.creator(Vocabulary.handle(random));
            text.append(" with ");
            int start = text.length();
            text.append('@').append(mentioned.name());
            mention = new Mention(mentioned, start, text.length());
        }
        text.append(random.percent(40) ? '\n' : ' ');
        List<Tag> tags = new ArrayList<>();
        for (String name : hashtags(random)) {
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
        StableRandom random = StableRandom.of("hashtag", name);
        return new Tag(Long.toString(random.between(1_000L, 99_999_999L)), name, "All about " + name + ".", start, end);
    }

    private static List<String> hashtags(StableRandom random) {
        List<String> names = new ArrayList<>(Vocabulary.HASHTAGS);
        Collections.shuffle(names, new Random(random.between(0L, Long.MAX_VALUE - 1)));
        return names.subList(0, random.between(1, 4));
    }
}
