package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.NumberTables;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares tables between {@code <!-- generated: name -->} and {@code <!-- end -->} with the code. */
final class DocsTablesTest {

    private static final String UPDATE =
            "mvn -q -pl camel-tiktok-component -am test -Dtest=DocsTablesTest -Ddocs.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Pattern TABLE =
            Pattern.compile("<!-- generated: ([a-z-]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TestFactory
    List<DynamicTest> tablesMatchTheCode() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Page page : Repository.pages()) {
            if (TABLE.matcher(page.text()).find()) {
                tests.add(DynamicTest.dynamicTest(page.path(), () -> check(page)));
            }
        }
        return tests;
    }

    @Test
    void everyTableHasAnEnd() {
        for (Page page : Repository.pages()) {
            assertThat(TABLE.matcher(page.text()).results().count())
                    .as(page.path())
                    .isEqualTo(page.text().split("<!-- generated:", -1).length - 1);
        }
    }

    private static void check(Page page) throws Exception {
        StringBuilder current = new StringBuilder();
        Matcher tables = TABLE.matcher(page.text());
        while (tables.find()) {
            MatchResult table = tables.toMatchResult();
            String fresh =
                    "<!-- generated: " + table.group(1) + " -->\n\n" + generate(table.group(1)) + "\n\n<!-- end -->";
            tables.appendReplacement(current, Matcher.quoteReplacement(fresh));
        }
        tables.appendTail(current);
        if (Boolean.getBoolean("docs.update") && !current.toString().equals(page.text())) {
            Repository.write(Repository.path(page.path()), current.toString());
            return;
        }
        assertThat(page.text())
                .as("a table in %s is stale; rewrite it with: %s", page.path(), UPDATE)
                .isEqualTo(current.toString());
    }

    private static String generate(String name) throws Exception {
        return switch (name) {
            case "endpoint-options" -> new OptionTables().endpointOptions();
            case "component-options" -> new OptionTables().componentOptions();
            case "provider-settings" -> new OptionTables().providerSettings();
            case "headers" -> new OptionTables().headers();
            case "errors-apidirect", "errors-dumplingai", "errors-peekalink" ->
                new ErrorTable(sandbox.get(), name.substring("errors-".length())).rows();
            case "retry-waits" -> NumberTables.waits();
            case "circuit" -> NumberTables.circuit();
            case "day-subjects" -> new DaySubjects().table();
            case "day" -> new DayOfLookups(sandbox.get()).table();
            case "cache" -> NumberTables.cache();
            case "video-fields" -> new ModelTables(sandbox.get()).video();
            case "user-fields" -> new ModelTables(sandbox.get()).user();
            case "meters" -> new MonitoringTables(sandbox.get()).meters();
            case "console" -> new MonitoringTables(sandbox.get()).console();
            case "jmx-attributes" -> new MonitoringTables(sandbox.get()).attributes();
            case "jmx-operations" -> new MonitoringTables(sandbox.get()).operations();
            case "kamelets" -> KameletTable.all();
            case "kamelet-common" -> KameletTable.common();
            case "kamelet-tiktok-user-source", "kamelet-tiktok-video-source" ->
                KameletTable.of(name.substring("kamelet-".length()));
            case "monthly-cost" -> MonthlyCost.table();
            case "spend" -> new SpendTable(sandbox.get()).table();
            default -> throw new IllegalArgumentException("no table is called " + name);
        };
    }
}
