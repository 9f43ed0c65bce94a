package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the unwanted words of unwanted-words.txt in comments and texts of src/main, in descriptions and in the docs. */
final class ProseTest {

    private static final List<Rule> RULES = Rule.readAll();

    private record Rule(Pattern pattern, String advice) {

        static List<Rule> readAll() {
            return Repository.read(Repository.path(
                            "camel-tiktok-component/src/test/resources/io/github/cameltiktok/docs/unwanted-words.txt"))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" -> ", 2))
                    .map(rule -> new Rule(pattern(rule[0]), rule[1]))
                    .toList();
        }

        private static Pattern pattern(String rule) {
            return rule.startsWith("^")
                    ? Pattern.compile("(?m)(?:^\\W*|[.!?] )(?:" + rule.substring(1) + ")[^?.\\n]*(?![^.]*\\?)")
                    : Pattern.compile("(?i)\\b(?:" + rule + ")(?<=\\W|\\b)");
        }
    }

    @Test
    void proseHasNoUnwantedWords() {
        List<String> found = Stream.concat(
                        Repository.mainFiles().stream().flatMap(file -> findings(file.path(), Prose.of(file)).stream()),
                        Repository.pages().stream()
                                .flatMap(page -> findings(page.path(), Prose.ofMarkdown(page.text())).stream()))
                .toList();

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'It is read anew.', anew",
        "'Waits. What is left is sent.', What",
        "'Whoever asks gets one.', Whoever",
        "'The header tells the two apart.', tells",
        "'A call for one, then another.', 'for one,'"
    })
    void unwantedWordIsFound(String text, String word) {
        assertThat(findings("file", List.of(text))).singleElement().asString().contains(word);
    }

    @ParameterizedTest
    @CsvSource({
        "'A permit for one lookup.'",
        "'Returns what the provider sent.'",
        "'What does it cost?'",
        "'Besides, the log says so.'"
    })
    void plainEnglishIsAccepted(String text) {
        assertThat(findings("file", List.of(text))).isEmpty();
    }

    private static List<String> findings(String file, List<String> texts) {
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            for (Rule rule : RULES) {
                rule.pattern()
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .forEach(words -> found.add(file + ": \"" + words.strip() + "\" in \"" + excerpt(text, words)
                                + "\": say " + rule.advice()));
            }
        }
        return found;
    }

    private static String excerpt(String text, String words) {
        int at = text.indexOf(words);
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + words.length() + 40))
                .replaceAll("\\s+", " ");
    }

    /** The texts that people read, out of files of several kinds. */
    private static final class Prose {

        private static final Pattern JAVA = Pattern.compile(
                "(?s)(?<comment>/\\*.*?\\*/|//[^\\n]*+)|(?<block>\"\"\".*?\"\"\")|(?<text>\"(?:\\\\.|[^\"\\\\])*+\")|'(?:\\\\.|[^'\\\\])'");

        private static final Pattern JOINED = Pattern.compile("\\s*\\+\\s*");
        private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\\n]*`|^#[^\\n]*");
        private static final Pattern KEY =
                Pattern.compile("^\\s*(?:- )*\"?[\\w.$-]+\"?\\s*[:=] *\"?|^\\s*#+ ?|^\\s*- ");

        static List<String> of(Repository.MainFile file) {
            return file.path().endsWith(".java") ? ofJava(file.text()) : ofLines(file.text());
        }

        static List<String> ofMarkdown(String text) {
            return List.of(FENCE.matcher(text)
                    .replaceAll("code")
                    .replaceAll("(?<!\\n)\\n(?![\\n#|>*\\- \\d])", " ")
                    .replace("| ", "\n"));
        }

        private static List<String> ofJava(String source) {
            List<String> texts = new ArrayList<>();
            Matcher token = JAVA.matcher(source);
            int literalEnd = -1;
            while (token.find()) {
                if (token.group("comment") != null) {
                    texts.add(token.group()
                            .replaceAll("\\R\\s*\\*\\s*\\R", "\n")
                            .replaceAll("\\R\\s*(?:\\*|//)?\\s*(?=@)", "\n")
                            .replaceAll("\\R\\s*(?:\\*|//)?\\s*", " ")
                            .replaceAll("@\\w+( \\w+)? ", ""));
                } else if (token.group("text") != null || token.group("block") != null) {
                    String literal = token.group().replaceAll("^\"+|\"+$", "");
                    boolean isJoined = literalEnd >= 0
                            && JOINED.matcher(source.substring(literalEnd, token.start()))
                                    .matches();
                    if (isJoined) {
                        texts.set(texts.size() - 1, texts.get(texts.size() - 1) + literal);
                    } else {
                        texts.add(literal);
                    }
                    literalEnd = token.end();
                }
            }
            return texts;
        }

        private static List<String> ofLines(String text) {
            return List.of(
                    text.lines().map(line -> KEY.matcher(line).replaceFirst("")).collect(Collectors.joining("\n")));
        }
    }
}
