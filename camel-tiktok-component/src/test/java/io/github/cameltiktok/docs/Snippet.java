package io.github.cameltiktok.docs;

import java.util.Map;

/**
 * A fenced block of a page.
 *
 * @param place page and line
 * @param language the word behind the fence; empty if there is none
 * @param text between the fences
 * @param notes directives of the comments right above the fence: {@code <!-- send: @some.cook -->}
 */
record Snippet(String place, String language, String text, Map<String, String> notes) {

    String note(String name, String otherwise) {
        return notes.getOrDefault(name, otherwise);
    }

    boolean isNoted(String name) {
        return notes.containsKey(name);
    }

    @Override
    public String toString() {
        return place + " (" + (language.isEmpty() ? "plain" : language) + ")";
    }
}
