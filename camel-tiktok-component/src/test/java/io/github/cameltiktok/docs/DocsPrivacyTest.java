package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.watch.WatchedFields;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks what docs/operate/security.md says about personal data. */
final class DocsPrivacyTest {

    private final Page page =
            new Page("docs/operate/security.md", Repository.read(Repository.path("docs/operate/security.md")));

    @Test
    void personalFieldsExist() {
        List<List<String>> rows = page.table("personal fields");

        assertThat(rows).hasSizeGreaterThan(3);
        for (List<String> row : rows) {
            assertThat(Page.code(row.get(1))).as(row.toString()).allMatch(field -> exists(TikTokUser.class, field));
            assertThat(Page.code(row.get(2))).as(row.toString()).allMatch(field -> exists(TikTokVideo.class, field));
        }
    }

    @Test
    void snapshotsHaveTheNamedFieldsByDefault() {
        assertThat(WatchedFields.byDefault(TikTokUser.class).names())
                .allMatch(field -> field.startsWith("stats.")
                        || List.of("bio", "name", "visibility").contains(field));
        assertThat(WatchedFields.byDefault(TikTokVideo.class).names())
                .allMatch(field -> field.startsWith("stats.") || field.equals("caption"));
        assertThat(page.text().replaceAll("\\s+", " ")).contains("by default counters, caption, name, bio, visibility");
    }

    private static boolean exists(Class<?> type, String field) {
        String[] names = field.split("\\.", 2);
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(names[0]))
                .anyMatch(component -> names.length == 1 || exists(typeOf(component), names[1]));
    }

    private static Class<?> typeOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }
}
