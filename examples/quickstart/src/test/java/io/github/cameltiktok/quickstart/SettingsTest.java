package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameltiktok.model.TikTokResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

    @Test
    void documentedSubjectsAreTheDefault() {
        assertThat(Settings.of(List.of(), Map.of()).lookups()).isEqualTo(Lookup.DOCUMENTED);
    }

    @Test
    void blankArgumentAndBlankKeyAreIgnored() {
        Settings settings = Settings.of(List.of(" "), Map.of("APIDIRECT_API_KEY", " "));

        assertThat(settings.sandbox()).isTrue();
        assertThat(settings.lookups()).isEqualTo(Lookup.DOCUMENTED);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@zachking/video/6768504823336815877, VIDEO",
        "https://www.tiktok.com/@zachking/photo/6768504823336815877, VIDEO",
        "https://vm.tiktok.com/ZMabcdefg/, VIDEO",
        "https://www.tiktok.com/@khaby.lame, USER",
        "@khaby.lame, USER",
    })
    void linkDeterminesTheResource(String link, TikTokResource resource) {
        Settings settings = Settings.of(List.of(link), Map.of("DUMPLINGAI_API_KEY", "key"));

        assertThat(settings.lookups()).containsExactly(new Lookup(DataProvider.DUMPLINGAI, resource, link));
    }

    @Test
    void keyWithoutLinkIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), Map.of("PEEKALINK_API_KEY", "key")))
                .withMessage("The environment has an API key of Peekalink, so a link is required:"
                        + " -Dlink=https://www.tiktok.com/@…");
    }

    @Test
    void accountIsPrintedWithoutItsKey() {
        Settings settings = Settings.of(
                List.of("@khaby.lame"),
                Map.of("APIDIRECT_API_KEY", "secret", "APIDIRECT_BASE_URL", "http://localhost:1"));

        assertThat(settings.toString())
                .contains("API Direct at http://localhost:1")
                .doesNotContain("secret");
    }

    @Test
    void twoLinksAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("@khaby.lame", "@zachking"), Map.of()))
                .withMessage("expected at most one link, but got 2");
    }
}
