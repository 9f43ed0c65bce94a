package io.github.cameltiktok.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in Markdown.
 *
 * @param path from the root of the repository
 */
record Page(String path, String text) {

    private static final Pattern NOTE = Pattern.compile("<!-- ([a-z -]+): (.+) -->");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final String FENCE = "```";

    /** Returns the fenced blocks, also those inside lists. */
    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = text.lines().toList();
        Map<String, String> notes = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher note = NOTE.matcher(line);
            if (note.matches()) {
                notes.put(note.group(1), note.group(2));
            } else if (line.startsWith(FENCE)) {
                int start = i;
                StringBuilder block = new StringBuilder();
                while (!lines.get(++i).strip().equals(FENCE)) {
                    block.append(lines.get(i)).append('\n');
                }
                snippets.add(new Snippet(
                        path + ":" + (start + 1),
                        line.substring(FENCE.length()),
                        block.toString().stripIndent(),
                        Map.copyOf(notes)));
                notes.clear();
            } else if (!line.isEmpty()) {
                notes.clear();
            }
        }
        return snippets;
    }

    /** Returns the number of lines that open or close a block. */
    long fences() {
        return text.lines().filter(line -> line.strip().startsWith(FENCE)).count();
    }

    /** Returns the targets of links outside of fenced blocks. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(found -> found.group(1)).toList();
    }

    /** Returns the anchors that GitHub derives from headings. */
    Set<String> anchors() {
        return prose().lines()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the rows of the first table below a comment, without its head; each row as its cells. */
    List<List<String>> table(String comment) {
        int start = text.indexOf("<!-- " + comment + " -->");
        if (start < 0) {
            return List.of();
        }
        return text.substring(start)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> List.of(line.substring(1, line.lastIndexOf('|')).split("\\|")))
                .map(cells -> cells.stream().map(String::strip).toList())
                .toList();
    }

    /** Returns the texts between backquotes. */
    static List<String> code(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private String prose() {
        StringBuilder prose = new StringBuilder();
        boolean isFenced = false;
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith(FENCE)) {
                isFenced = !isFenced;
            } else if (!isFenced) {
                prose.append(line).append('\n');
            }
        }
        return prose.toString();
    }
}
