package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameltiktok.provider.Responses;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lenient binding of records; the fields tests of the providers cover the scalar types. */
final class RecordReaderTest {

    private static final Owner NO_OWNER = new Owner(null, List.of());
    private static final Item EMPTY = new Item(null, NO_OWNER, null, null, List.of(), List.of(), null);

    @SnakeCase
    private record Item(
            @Nullable String itemName,
            Owner owner,
            @Nullable Owner maker,
            @TextForm("maker") @Handle @Nullable String makerHandle,
            @Id List<String> ids,
            List<Owner> owners,
            @Nullable Long n) {}

    private record Owner(@Nullable String name, List<String> tags) {}

    private record Unreadable(int primitive) {}

    private static Item read(String json) {
        return BodyReader.of(Item.class).read(Responses.ok(json));
    }

    @Test
    void allComponentsAreBound() {
        assertThat(read("""
                {"item_name": "i", "owner": {"name": "o", "tags": ["t"]}, "maker": {"name": "m"}, "ids": ["7", 8], "n": 1,
                "owners": [{"name": "a"}, {"name": "b"}]}"""))
                .isEqualTo(new Item(
                        "i",
                        new Owner("o", List.of("t")),
                        new Owner("m", List.of()),
                        null,
                        List.of("7", "8"),
                        List.of(new Owner("a", List.of()), new Owner("b", List.of())),
                        1L));
    }

    @Test
    void fieldsMayHaveAnyOrder() {
        assertThat(read("""
                {"": 0, "n": 1, "owners": [{"tags": ["t"], "x": {"name": 1}, "name": "a"}], "name": "x", "ids": ["7"],
                "item\\u005fname": "i", "maker": {"tags": [], "name": "m"}, "owner": {"name": "o"}, "x": [{"n": 2}]}"""))
                .isEqualTo(new Item(
                        "i",
                        new Owner("o", List.of()),
                        new Owner("m", List.of()),
                        null,
                        List.of("7"),
                        List.of(new Owner("a", List.of("t"))),
                        1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"unknown\": {\"owner\": [{}]}}", "{\"itemName\": 1}", "{\"maker_handle\": \"m\"}"})
    void missingComponentsAreEmpty(String json) {
        assertThat(read(json)).isEqualTo(EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"\"", "[]", "{}", "[[{\"name\": \"x\"}]]"})
    void valueOfWrongShapeIsEmpty(String value) {
        assertThat(read(
                        "{\"item_name\": %1$s, \"owner\": %1$s, \"maker\": %1$s, \"ids\": %1$s, \"n\": %1$s, \"owners\": %1$s}"
                                .formatted(value)))
                .isEqualTo(EMPTY);
    }

    @Test
    void unreadableElementsAreOmitted() {
        assertThat(
                        read(
                                "{\"ids\": [null, \"x\", {}, [1], 0, 7], \"owners\": [null, 1, \"x\", [{}], {}, {\"name\": \"o\"}]}"))
                .isEqualTo(new Item(
                        null, NO_OWNER, null, null, List.of("7"), List.of(NO_OWNER, new Owner("o", List.of())), null));
    }

    @Test
    void nullableRecordWithoutReadableFieldsIsPresent() {
        assertThat(read("{\"maker\": {\"unknown\": 1}}").maker()).isEqualTo(NO_OWNER);
    }

    @Test
    void fieldMayBePlainInsteadOfObject() {
        assertThat(read("{\"maker\": \"@me\"}"))
                .isEqualTo(new Item(null, NO_OWNER, null, "me", List.of(), List.of(), null));
    }

    @Test
    void lastOfDuplicateFieldsWins() {
        String all =
                "\"item_name\": \"i\", \"owner\": {\"name\": \"o\"}, \"maker\": {\"name\": \"m\"}, \"ids\": [1], \"n\": 1, "
                        + "\"owners\": [{\"name\": \"a\"}]";

        assertThat(read("{%s, \"n\": 2, \"item_name\": null, \"owner\": {\"tags\": [\"t\"]}, \"maker\": \"h\"}"
                        .formatted(all)))
                .isEqualTo(new Item(
                        null,
                        new Owner(null, List.of("t")),
                        null,
                        "h",
                        List.of("1"),
                        List.of(new Owner("a", List.of())),
                        2L));
        assertThat(read("{\"maker\": \"h\", %s}".formatted(all)).makerHandle()).isNull();
    }

    @Test
    void componentOfUnreadableTypeIsRejectedWithItsType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BodyReader.of(Unreadable.class))
                .withMessageEndingWith("but is int");
    }
}
