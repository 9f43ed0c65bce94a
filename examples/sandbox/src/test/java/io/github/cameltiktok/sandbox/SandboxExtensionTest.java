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
    void eachTestFindsAnEmptyLog(Sandbox sandbox) {
        assertThat(sandbox.calls()).isEmpty();
        assertThat(new Client(sandbox).user("peekalink", "some.cook").statusCode())
                .isEqualTo(200);
        assertThat(sandbox.calls()).hasSize(1);
    }

    @RepeatedTest(2)
    void allTestsShareOneSandbox(Sandbox sandbox) {
        if (port == 0) {
            port = sandbox.port();
        }
        assertThat(sandbox.port()).isEqualTo(port);
    }

    @Test
    void outsideTheTestsThereIsNoSandbox() {
        assertThatThrownBy(() -> new SandboxExtension().get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the sandbox runs only while the tests of its class do");
    }

    @Nested
    class Inside {

        @Test
        void aNestedClassSharesIt(Sandbox sandbox) {
            assertThat(new Client(sandbox).user("peekalink", "some.cook").statusCode())
                    .isEqualTo(200);
        }
    }
}
