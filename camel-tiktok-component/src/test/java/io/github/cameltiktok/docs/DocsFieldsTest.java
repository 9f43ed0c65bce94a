package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the provider pages map or leave out every documented field, as the code does. */
final class DocsFieldsTest {

    @ParameterizedTest
    @EnumSource
    void documentedFieldHasOneRow(Lookup lookup) {
        Tables tables = Tables.of(lookup);

        for (String field : lookup.sample().leaves()) {
            long rows = tables.mapped.stream().filter(row -> row.covers(field)).count()
                    + tables.leftOut.stream().filter(row -> row.covers(field)).count();
            assertThat(rows).as("rows for %s of %s", field, lookup).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fieldLeftOutDoesNotChangeTheRecord(Lookup lookup) {
        for (String field : lookup.sample().leaves()) {
            if (Tables.of(lookup).leftOut.stream().anyMatch(row -> row.covers(field))) {
                assertThat(lookup.fields().changedWithOther(field)).as(field).isEmpty();
                assertThat(lookup.fields().changedWithout(field)).as(field).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mappedFieldNamesItsTargets(Lookup lookup) {
        FieldMutation fields = lookup.fields();
        for (Row row : Tables.of(lookup).mapped) {
            for (String field : lookup.sample().leaves()) {
                if (row.covers(field) && !row.targets.isEmpty()) {
                    Set<String> different = fields.changedWithOther(field);
                    different.remove("source.inferred");
                    assertThat(row.targets).as("%s of %s", field, lookup).containsAll(different);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void targetsAreFieldsOfTheRecord(Lookup lookup) {
        String resource = lookup.name().endsWith("VIDEO") ? "video" : "user";
        JsonNode properties = ModelTables.schema(resource).path("properties");
        for (Row row : Tables.of(lookup).mapped) {
            for (String target : row.targets) {
                assertThat(properties.has(target.split("\\.")[0]))
                        .as("%s in %s", target, lookup)
                        .isTrue();
            }
        }
    }

    /** The two tables of a provider's page for one resource. */
    private record Tables(List<Row> mapped, List<Row> leftOut) {

        static Tables of(Lookup lookup) {
            String provider = lookup.name().split("_")[0].toLowerCase(Locale.ROOT);
            Page page = new Page(
                    provider, Repository.read(Repository.path("docs/reference/providers/" + provider + ".md")));
            return new Tables(rows(page.table("mapped: " + lookup)), rows(page.table("left out: " + lookup)));
        }

        private static List<Row> rows(List<List<String>> cells) {
            List<Row> rows = new ArrayList<>();
            for (List<String> row : cells) {
                for (String field : Page.code(row.get(0))) {
                    rows.add(new Row(pattern(field), targets(row.get(1))));
                }
            }
            return rows;
        }

        /** {@code media[].*.url} covers {@code /media/0/large/url}. */
        private static Pattern pattern(String field) {
            return Pattern.compile(Arrays.stream(field.split("\\."))
                    .map(step -> step.equals("*")
                            ? "[^/]+"
                            : step.endsWith("[]")
                                    ? Pattern.quote(step.substring(0, step.length() - 2)) + "/\\d+"
                                    : Pattern.quote(step))
                    .collect(Collectors.joining("/", "/", "")));
        }

        /** Lists count as one field, and words in capitals are values. */
        private static Set<String> targets(String cell) {
            return Page.code(cell).stream()
                    .filter(name -> name.matches("[a-z][A-Za-z.]*(\\[].*)?"))
                    .map(name -> name.replaceFirst("\\[].*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * One row of a table.
     *
     * @param field its places in the answer
     * @param targets fields of the record, without what is inside lists
     */
    private record Row(Pattern field, Set<String> targets) {

        boolean covers(String pointer) {
            return field.matcher(pointer).matches();
        }
    }
}
