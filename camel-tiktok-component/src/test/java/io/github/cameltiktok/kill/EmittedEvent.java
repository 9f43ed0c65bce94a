package io.github.cameltiktok.kill;

/**
 * An event that has gone through the route.
 *
 * @param handle of whom
 * @param event its name
 * @param previous followers when it was last told; null if the event names none
 * @param followers that it tells; null if the creator cannot be seen
 */
record EmittedEvent(String handle, String event, Long previous, Long followers) {

    String line() {
        return String.join(" ", handle, event, String.valueOf(previous), String.valueOf(followers));
    }

    static EmittedEvent parse(String line) {
        String[] parts = line.split(" ");
        return new EmittedEvent(parts[0], parts[1], number(parts[2]), number(parts[3]));
    }

    private static Long number(String text) {
        return text.equals("null") ? null : Long.valueOf(text);
    }
}
