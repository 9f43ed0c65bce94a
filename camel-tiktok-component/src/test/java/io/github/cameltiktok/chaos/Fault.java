package io.github.cameltiktok.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** A fault of the server for one call. */
enum Fault {
    GOOD(Kind.ANSWERS, (call, socket) -> socket.answer(200, "", call.goodAnswer())),
    GOOD_BUT_SLOW(Kind.ANSWERS, (call, socket) -> {
        SocketScript.pause(60);
        socket.answer(200, "", call.goodAnswer());
    }),
    GOOD_AND_CLOSED(Kind.ANSWERS, (call, socket) -> {
        socket.answer(200, "Connection: close\r\n", call.goodAnswer());
        socket.close();
    }),
    /** The next request on this connection could receive the surplus response. */
    GOOD_AND_ANOTHER(Kind.ANSWERS, (call, socket) -> {
        String other = call.goodAnswer(call.resource().equals("video") ? "7000000000000000001" : "mallory");
        socket.answer(200, "", call.goodAnswer());
        socket.answer(200, "", other);
    }),
    GOOD_IN_SMALL_CHUNKS(Kind.ANSWERS, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (byte next : call.goodAnswer().getBytes(StandardCharsets.UTF_8)) {
            socket.write(new byte[] {'1', '\r', '\n', next, '\r', '\n'});
        }
        socket.write("0\r\n\r\n");
    }),

    SILENCE(Kind.TRANSIENT, (call, socket) -> socket.awaitHangUp()),
    CLOSED_AT_ONCE(Kind.TRANSIENT, (call, socket) -> socket.close()),
    RESET_AT_ONCE(Kind.TRANSIENT, (call, socket) -> socket.reset()),
    CLOSED_IN_THE_HEADER(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Ty");
        socket.close();
    }),
    RESET_IN_THE_HEADER(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Ty");
        socket.reset();
    }),
    CLOSED_IN_THE_BODY(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        socket.close();
    }),
    RESET_IN_THE_BODY(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        socket.reset();
    }),
    SILENCE_IN_THE_HEADER(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Ty");
        socket.awaitHangUp();
    }),
    SILENCE_IN_THE_BODY(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        socket.awaitHangUp();
    }),
    SILENCE_IN_A_REFUSAL(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        socket.awaitHangUp();
    }),
    TRICKLE_IN_THE_HEADER(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
        socket.trickle("slow");
    }),
    TRICKLE_IN_THE_BODY(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
        socket.trickle(" ");
    }),
    TRICKLE_IN_A_REFUSAL(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 60000\r\n\r\n");
        socket.trickle(" ");
    }),
    ENDLESS_CONTINUE(Kind.PERSISTENT, (call, socket) -> {
        while (SocketScript.pause(5)) {
            socket.write("HTTP/1.1 103 Early Hints\r\n\r\n");
        }
    }),
    ENDLESS_BODY(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.flood(new byte[16 * 1024]);
    }),
    ENDLESS_CHUNKS(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        socket.flood(("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }),
    ENDLESS_REFUSAL(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        socket.flood(new byte[16 * 1024]);
    }),
    ENDLESS_HEADERS(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\n");
        socket.flood("X-Flood: yes\r\n".repeat(500).getBytes(StandardCharsets.UTF_8));
    }),
    ENDLESS_HEADER_LINE(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nX-Flood: ");
        socket.flood(new byte[16 * 1024]);
    }),
    GZIP_BOMB(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + Bomb.BYTES.length + "\r\n\r\n");
        socket.write(Bomb.BYTES);
    }),
    LENGTH_TOO_LARGE(Kind.TRANSIENT, (call, socket) -> {
        String body = call.goodAnswer();
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() + 10) + "\r\n\r\n" + body);
        socket.awaitHangUp();
    }),
    LENGTH_TOO_SMALL(Kind.TRANSIENT, (call, socket) -> {
        String body = call.goodAnswer();
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() - 5) + "\r\n\r\n" + body);
    }),
    LENGTH_ENORMOUS(Kind.PERSISTENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n");
        socket.awaitHangUp();
    }),
    LENGTH_NEGATIVE(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + call.goodAnswer());
        socket.awaitHangUp();
    }),
    CHUNK_WITHOUT_SIZE(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
        socket.awaitHangUp();
    }),
    CHUNK_CUT(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n{\"user\":");
        socket.close();
    }),
    CHUNK_OF_NEGATIVE_SIZE(Kind.TRANSIENT, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n");
        socket.awaitHangUp();
    }),
    ANOTHER_PROTOCOL(Kind.TRANSIENT, (call, socket) -> {
        socket.write("SSH-2.0-OpenSSH_9.2\r\n");
        socket.awaitHangUp();
    }),
    NOISE(Kind.TRANSIENT, (call, socket) -> {
        byte[] noise = new byte[512];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 37 + call.attempt());
        }
        socket.write(noise);
        socket.close();
    }),
    HTML(
            Kind.TRANSIENT,
            (call, socket) -> socket.answer(
                    502, "Content-Type: text/html\r\n", "<html><head><title>502 Bad Gateway</title></head></html>")),
    STATUS_503(Kind.TRANSIENT, (call, socket) -> socket.answer(503, "", "{\"error\":\"busy\"}")),
    STATUS_503_RETRY_NOW(Kind.TRANSIENT, (call, socket) -> socket.answer(503, "Retry-After: 0\r\n", "")),
    STATUS_503_RETRY_LATER(Kind.PERSISTENT, (call, socket) -> socket.answer(503, "Retry-After: 3600\r\n", "")),
    STATUS_503_RETRY_AT(
            Kind.PERSISTENT,
            (call, socket) -> socket.answer(
                    503,
                    "Retry-After: "
                            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC))
                            + "\r\n",
                    "")),
    STATUS_503_RETRY_NEVER_HEARD_OF(
            Kind.TRANSIENT,
            (call, socket) -> socket.answer(503, "Retry-After: 99999999999999999999999999 fortnights\r\n", "")),
    STATUS_429(Kind.OTHER, (call, socket) -> socket.answer(429, "", "{\"error\":\"too many\"}")),
    STATUS_404(Kind.OTHER, (call, socket) -> socket.answer(404, "", "{\"error\":\"none\",\"code\":\"not_found\"}")),
    STATUS_400(Kind.OTHER, (call, socket) -> socket.answer(400, "", "{\"error\":\"no\"}")),
    STATUS_401(Kind.ACCOUNT, (call, socket) -> socket.answer(401, "", "{\"error\":\"key\"}")),
    STATUS_402(Kind.ACCOUNT, (call, socket) -> socket.answer(402, "", "{\"error\":\"pay\"}")),
    STATUS_99(Kind.OTHER, (call, socket) -> {
        socket.write("HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n");
        socket.awaitHangUp();
    }),
    STATUS_999(Kind.OTHER, (call, socket) -> socket.answer(999, "", "{\"error\":\"odd\"}")),
    STATUS_204(Kind.OTHER, (call, socket) -> socket.write("HTTP/1.1 204 No Content\r\n\r\n")),
    SWITCHING_PROTOCOLS(Kind.OTHER, (call, socket) -> {
        socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
        socket.awaitHangUp();
    }),
    REDIRECT_TO_ITSELF(Kind.OTHER, (call, socket) -> socket.answer(302, "Location: /\r\n", "")),
    REDIRECT_ELSEWHERE(
            Kind.OTHER,
            (call, socket) -> socket.answer(
                    call.attempt() % 2 == 0 ? 307 : 308,
                    "Location: " + call.elsewhere() + "/" + call.subject() + "\r\n",
                    "")),
    NOT_UTF8(Kind.OTHER, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
        socket.write(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'});
    }),
    NOT_UTF8_IN_THE_HEADER(Kind.ANSWERS, (call, socket) -> {
        socket.write("HTTP/1.1 200 OK\r\nX-Odd: ");
        socket.write(new byte[] {(byte) 0xff, (byte) 0xc0, 1, 2});
        socket.write("\r\nContent-Length: " + call.goodAnswer().length() + "\r\n\r\n" + call.goodAnswer());
    }),
    NO_BODY(Kind.OTHER, (call, socket) -> socket.answer(200, "", "")),
    CUT_JSON(Kind.OTHER, (call, socket) -> socket.answer(200, "", "{\"user\":{\"username\":\"")),
    DEEP_JSON(Kind.OTHER, (call, socket) -> socket.answer(200, "", "[".repeat(20_000))),
    FOREIGN_JSON(Kind.OTHER, (call, socket) -> socket.answer(200, "", "{\"hello\":\"world\"}"));

    /** Effect on a lookup. */
    enum Kind {
        /** The lookup succeeds. */
        ANSWERS,
        /** The next call may succeed. */
        TRANSIENT,
        /** No response within the deadline, or a failure that no retry resolves. */
        PERSISTENT,
        /** A failure; the provider decides about a retry. */
        OTHER,
        /** A failure of the account, which opens the circuit. */
        ACCOUNT
    }

    /** Writes the response of the fault. */
    @FunctionalInterface
    interface Play {
        void on(IncomingCall call, SocketScript socket) throws IOException;
    }

    private final Kind kind;
    private final Play play;

    Fault(Kind kind, Play play) {
        this.kind = kind;
        this.play = play;
    }

    Kind kind() {
        return kind;
    }

    void play(IncomingCall call, SocketScript socket) throws IOException {
        play.on(call, socket);
    }

    static Set<Fault> of(Kind kind) {
        EnumSet<Fault> all = EnumSet.allOf(Fault.class);
        all.removeIf(fault -> fault.kind != kind);
        return all;
    }

    /** 16 MiB of blanks in 16 KiB of gzip. */
    private static final class Bomb {

        static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 16; i++) {
                    gzip.write(blanks);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }
}
