package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class SandboxExtensionTest {

    private static int port;

    @RepeatedTest(2)
    void logIsEmptyBeforeEachTest(Sandbox sandbox) {
        assertThat(sandbox.calls()).isEmpty();
        assertThat(new Client(sandbox).user("peekalink", "some.cook").statusCode())
                .isEqualTo(200);
        assertThat(sandbox.calls()).hasSize(1);
    }

    @RepeatedTest(2)
    void testsOfAClassShareOneSandbox(Sandbox sandbox) {
        if (port == 0) {
            port = sandbox.port();
        }
        assertThat(sandbox.port()).isEqualTo(port);
    }

    @Test
    void sandboxIsUnavailableOutsideTests() {
        assertThatThrownBy(() -> new SandboxExtension().get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the sandbox runs only during the tests of its class");
    }

    @Nested
    class Inside {

        @Test
        void nestedClassSharesTheSandbox(Sandbox sandbox) {
            assertThat(new Client(sandbox).user("peekalink", "some.cook").statusCode())
                    .isEqualTo(200);
        }
    }
}
