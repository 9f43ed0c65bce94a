package io.github.cameltiktok.kill;

/**
 * An event that the route has received.
 *
 * @param handle of the creator
 * @param event name of the event
 * @param previous followers in the event before; {@code null} if absent
 * @param followers current number; {@code null} if the creator is not visible
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
