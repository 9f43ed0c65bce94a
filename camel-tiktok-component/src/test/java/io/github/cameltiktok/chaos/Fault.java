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

/** What a server can do to a request. */
enum Fault {
    GOOD(Kind.ANSWERS, (question, wire) -> wire.answer(200, "", question.goodAnswer())),
    GOOD_BUT_SLOW(Kind.ANSWERS, (question, wire) -> {
        Wire.pause(60);
        wire.answer(200, "", question.goodAnswer());
    }),
    GOOD_AND_CLOSED(Kind.ANSWERS, (question, wire) -> {
        wire.answer(200, "Connection: close\r\n", question.goodAnswer());
        wire.close();
    }),
    /** The next request on this connection could take the second answer for its own. */
    GOOD_AND_ANOTHER(Kind.ANSWERS, (question, wire) -> {
        String other = question.goodAnswer(question.resource().equals("video") ? "7000000000000000001" : "mallory");
        wire.answer(200, "", question.goodAnswer());
        wire.answer(200, "", other);
    }),
    GOOD_IN_SMALL_CHUNKS(Kind.ANSWERS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (byte next : question.goodAnswer().getBytes(StandardCharsets.UTF_8)) {
            wire.write(new byte[] {'1', '\r', '\n', next, '\r', '\n'});
        }
        wire.write("0\r\n\r\n");
    }),

    SILENCE(Kind.PASSES, (question, wire) -> wire.awaitHangUp()),
    CLOSED_AT_ONCE(Kind.PASSES, (question, wire) -> wire.close()),
    RESET_AT_ONCE(Kind.PASSES, (question, wire) -> wire.reset()),
    CLOSED_IN_THE_HEADER(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Ty");
        wire.close();
    }),
    RESET_IN_THE_HEADER(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Ty");
        wire.reset();
    }),
    CLOSED_IN_THE_BODY(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        wire.close();
    }),
    RESET_IN_THE_BODY(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        wire.reset();
    }),
    SILENCE_IN_THE_HEADER(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Ty");
        wire.awaitHangUp();
    }),
    SILENCE_IN_THE_BODY(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        wire.awaitHangUp();
    }),
    SILENCE_IN_A_REFUSAL(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 1000\r\n\r\n{\"user\":");
        wire.awaitHangUp();
    }),
    TRICKLE_IN_THE_HEADER(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nX-Slow: ");
        wire.trickle("slow");
    }),
    TRICKLE_IN_THE_BODY(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
        wire.trickle(" ");
    }),
    TRICKLE_IN_A_REFUSAL(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 60000\r\n\r\n");
        wire.trickle(" ");
    }),
    ENDLESS_CONTINUE(Kind.LASTS, (question, wire) -> {
        while (Wire.pause(5)) {
            wire.write("HTTP/1.1 103 Early Hints\r\n\r\n");
        }
    }),
    ENDLESS_BODY(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\n\r\n");
        wire.flood(new byte[16 * 1024]);
    }),
    ENDLESS_CHUNKS(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        wire.flood(("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }),
    ENDLESS_REFUSAL(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        wire.flood(new byte[16 * 1024]);
    }),
    ENDLESS_HEADERS(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\n");
        wire.flood("X-Flood: yes\r\n".repeat(500).getBytes(StandardCharsets.UTF_8));
    }),
    ENDLESS_HEADER_LINE(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nX-Flood: ");
        wire.flood(new byte[16 * 1024]);
    }),
    GZIP_BOMB(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + Bomb.BYTES.length + "\r\n\r\n");
        wire.write(Bomb.BYTES);
    }),
    LENGTH_TOO_LARGE(Kind.PASSES, (question, wire) -> {
        String body = question.goodAnswer();
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() + 10) + "\r\n\r\n" + body);
        wire.awaitHangUp();
    }),
    LENGTH_TOO_SMALL(Kind.PASSES, (question, wire) -> {
        String body = question.goodAnswer();
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() - 5) + "\r\n\r\n" + body);
    }),
    LENGTH_ENORMOUS(Kind.LASTS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n");
        wire.awaitHangUp();
    }),
    LENGTH_NEGATIVE(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + question.goodAnswer());
        wire.awaitHangUp();
    }),
    CHUNK_WITHOUT_SIZE(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
        wire.awaitHangUp();
    }),
    CHUNK_CUT(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n{\"user\":");
        wire.close();
    }),
    CHUNK_OF_NEGATIVE_SIZE(Kind.PASSES, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n");
        wire.awaitHangUp();
    }),
    ANOTHER_PROTOCOL(Kind.PASSES, (question, wire) -> {
        wire.write("SSH-2.0-OpenSSH_9.2\r\n");
        wire.awaitHangUp();
    }),
    NOISE(Kind.PASSES, (question, wire) -> {
        byte[] noise = new byte[512];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 37 + question.attempt());
        }
        wire.write(noise);
        wire.close();
    }),
    HTML(
            Kind.PASSES,
            (question, wire) -> wire.answer(
                    502, "Content-Type: text/html\r\n", "<html><head><title>502 Bad Gateway</title></head></html>")),
    STATUS_503(Kind.PASSES, (question, wire) -> wire.answer(503, "", "{\"error\":\"busy\"}")),
    STATUS_503_RETRY_NOW(Kind.PASSES, (question, wire) -> wire.answer(503, "Retry-After: 0\r\n", "")),
    STATUS_503_RETRY_LATER(Kind.LASTS, (question, wire) -> wire.answer(503, "Retry-After: 3600\r\n", "")),
    STATUS_503_RETRY_AT(
            Kind.LASTS,
            (question, wire) -> wire.answer(
                    503,
                    "Retry-After: "
                            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC))
                            + "\r\n",
                    "")),
    STATUS_503_RETRY_NEVER_HEARD_OF(
            Kind.PASSES,
            (question, wire) -> wire.answer(503, "Retry-After: 99999999999999999999999999 fortnights\r\n", "")),
    STATUS_429(Kind.OTHER, (question, wire) -> wire.answer(429, "", "{\"error\":\"too many\"}")),
    STATUS_404(Kind.OTHER, (question, wire) -> wire.answer(404, "", "{\"error\":\"nobody\",\"code\":\"not_found\"}")),
    STATUS_400(Kind.OTHER, (question, wire) -> wire.answer(400, "", "{\"error\":\"no\"}")),
    STATUS_401(Kind.ACCOUNT, (question, wire) -> wire.answer(401, "", "{\"error\":\"key\"}")),
    STATUS_402(Kind.ACCOUNT, (question, wire) -> wire.answer(402, "", "{\"error\":\"pay\"}")),
    STATUS_99(Kind.OTHER, (question, wire) -> {
        wire.write("HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n");
        wire.awaitHangUp();
    }),
    STATUS_999(Kind.OTHER, (question, wire) -> wire.answer(999, "", "{\"error\":\"odd\"}")),
    STATUS_204(Kind.OTHER, (question, wire) -> wire.write("HTTP/1.1 204 No Content\r\n\r\n")),
    SWITCHING_PROTOCOLS(Kind.OTHER, (question, wire) -> {
        wire.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
        wire.awaitHangUp();
    }),
    REDIRECT_TO_ITSELF(Kind.OTHER, (question, wire) -> wire.answer(302, "Location: /\r\n", "")),
    REDIRECT_ELSEWHERE(
            Kind.OTHER,
            (question, wire) -> wire.answer(
                    question.attempt() % 2 == 0 ? 307 : 308,
                    "Location: " + question.elsewhere() + "/" + question.subject() + "\r\n",
                    "")),
    NOT_UTF8(Kind.OTHER, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
        wire.write(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'});
    }),
    NOT_UTF8_IN_THE_HEADER(Kind.ANSWERS, (question, wire) -> {
        wire.write("HTTP/1.1 200 OK\r\nX-Odd: ");
        wire.write(new byte[] {(byte) 0xff, (byte) 0xc0, 1, 2});
        wire.write("\r\nContent-Length: " + question.goodAnswer().length() + "\r\n\r\n" + question.goodAnswer());
    }),
    NO_BODY(Kind.OTHER, (question, wire) -> wire.answer(200, "", "")),
    CUT_JSON(Kind.OTHER, (question, wire) -> wire.answer(200, "", "{\"user\":{\"username\":\"")),
    DEEP_JSON(Kind.OTHER, (question, wire) -> wire.answer(200, "", "[".repeat(20_000))),
    FOREIGN_JSON(Kind.OTHER, (question, wire) -> wire.answer(200, "", "{\"hello\":\"world\"}"));

    /** What it means for a lookup. */
    enum Kind {
        /** It gets its answer. */
        ANSWERS,
        /** The next call may well be answered. */
        PASSES,
        /** No answer within the deadline, or one that no call would mend. */
        LASTS,
        /** A failure as well; whether it is worth another call is the provider's to say. */
        OTHER,
        /** No further call is made with this key for a while. */
        ACCOUNT
    }

    /** Plays it on a connection. */
    @FunctionalInterface
    interface Play {
        void on(Question question, Wire wire) throws IOException;
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

    void play(Question question, Wire wire) throws IOException {
        play.on(question, wire);
    }

    static Set<Fault> of(Kind kind) {
        EnumSet<Fault> all = EnumSet.allOf(Fault.class);
        all.removeIf(fault -> fault.kind != kind);
        return all;
    }

    /** 16 MiB of blanks in 16 KiB. */
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
