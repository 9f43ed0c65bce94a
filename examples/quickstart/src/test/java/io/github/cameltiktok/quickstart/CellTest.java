package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTest {

    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    private static final String SPAIN = "\uD83C\uDDEA\uD83C\uDDF8";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "a caption that is longer than its column",
                "日本語のキャプションはとても長い",
                FAMILY + FAMILY + FAMILY + FAMILY + FAMILY + FAMILY,
                "x" + SPAIN + SPAIN + SPAIN + SPAIN + SPAIN + SPAIN,
                "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
                "❤\uFE0F and ⚡ and ✨",
            })
    void cellHasExactlyTheWidthOfItsColumn(String text) {
        assertThat(DisplayWidth.of(Cell.left(text, 10))).isEqualTo(10);
    }

    @Test
    void emojiOfSeveralCodePointsIsNotSplit() {
        assertThat(Cell.left(FAMILY + FAMILY + FAMILY, 5)).isEqualTo(FAMILY + FAMILY + "…");
    }

    @Test
    void newlinesBecomeSpacesAndControlCharactersAreRemoved() {
        assertThat(Cell.left("one\r\n\ttwo \u001B[31mred \u202Ekcab", 30)).startsWith("one two [31mred kcab ");
    }

    @Test
    void unknownOrEmptyTextIsADash() {
        assertThat(Cell.left(null, 3)).isEqualTo("-  ");
        assertThat(Cell.left(" \n ", 3)).isEqualTo("-  ");
    }

    @Test
    void numbersAreRightAligned() {
        assertThat(Cell.right("18.9M", 8)).isEqualTo("   18.9M");
    }
}
