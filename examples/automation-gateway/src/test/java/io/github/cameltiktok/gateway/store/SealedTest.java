package io.github.cameltiktok.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedTest {

    private static final String SECRET = "first secret with more than 32 characters";
    private static final String OTHER = "other secret with more than 32 characters";

    @Test
    void sealedTextIsOpenedAndEachSealDiffers() {
        Sealed sealed = Sealed.of(SECRET, null);
        String first = sealed.seal("https://hooks.example.com/ä", "url of a");
        assertThat(first).matches("v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+").doesNotContain("hooks");
        assertThat(sealed.seal("https://hooks.example.com/ä", "url of a")).isNotEqualTo(first);
        assertThat(Sealed.of(SECRET, null).open(first, "url of a")).isEqualTo("https://hooks.example.com/ä");
    }

    @Test
    void textOfAnotherRowIsRefused() {
        Sealed sealed = Sealed.of(SECRET, null);
        String text = sealed.seal("https://hooks.example.com/", "url of a");
        assertThatThrownBy(() -> sealed.open(text, "url of b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Sealed text of url of b was changed or moved")
                .hasNoCause();
    }

    @Test
    void changedTextIsRefused() {
        Sealed sealed = Sealed.of(SECRET, null);
        String text = sealed.seal("https://hooks.example.com/", "url of a");
        int middle = text.length() / 2;
        String changed =
                text.substring(0, middle) + (text.charAt(middle) == 'A' ? 'B' : 'A') + text.substring(middle + 1);
        assertThatThrownBy(() -> sealed.open(changed, "url of a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrongSecretIsNamedWithItsRemedy() {
        String text = Sealed.of(SECRET, null).seal("x", "url of a");
        assertThatThrownBy(() -> Sealed.of(OTHER, null).open(text, "url of a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.previous-secret")
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining(OTHER);
    }

    @Test
    void formerSecretOpensButDoesNotSeal() {
        String former = Sealed.of(SECRET, null).seal("x", "url of a");
        Sealed both = Sealed.of(OTHER, SECRET);
        assertThat(both.open(former, "url of a")).isEqualTo("x");
        assertThat(both.isCurrent(former)).isFalse();
        assertThat(both.isCurrent(both.seal("x", "url of a"))).isTrue();
    }

    @Test
    void shortSecretIsRefused() {
        assertThatThrownBy(() -> Sealed.of("too short", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 characters")
                .hasMessageNotContaining("too short");
    }

    @Test
    void keyFileIsCreatedForItsOwnerAndReadAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("gateway.key");
        String text = Sealed.ofFile(file).seal("x", "url of a");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Sealed.ofFile(file).open(text, "url of a")).isEqualTo("x");
    }

    @Test
    void keyFileThatOthersMayReadIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("gateway.key");
        Sealed.ofFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Sealed.ofFile(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }
}
