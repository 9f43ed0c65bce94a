package io.github.cameltiktok.gateway.delivery;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs its own JVM: Jazzer instruments the whole JVM and allows one fuzz test per JVM. */
final class CallbackUrlFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "https://hooks.example.com/path?query=1",
                        "https://user:password@example.com:443/",
                        "https://127.0.0.1/",
                        "https://0x7f.1/",
                        "https://[::ffff:127.0.0.1]:443/",
                        "https://bücher。example/ü#fragment",
                        "http://localhost.:80//")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"https://", "http://", "localhost", ".com", "[::1]", "%00", "@", "0177.", "xn--", "。"})
    @FuzzTest(maxExecutions = 5_000)
    void anyTextIsRefusedOrPublicAndPlain(byte[] text) {
        AddressGuardPropertyTest.assertIsRefusedOrPublicAndPlain(new String(text, StandardCharsets.UTF_8));
    }
}
