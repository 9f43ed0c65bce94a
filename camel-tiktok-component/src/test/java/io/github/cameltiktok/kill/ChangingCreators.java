package io.github.cameltiktok.kill;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Creators in the sandbox that gain followers, disappear and reappear. Thread-safe. */
final class ChangingCreators {

    static final List<String> HANDLES = List.of("ann.one", "bob.two", "cat.three", "dan.four");

    private final Sandbox sandbox;
    private final Random random;
    private final List<CreatorState> states = new ArrayList<>();
    private final List<UUID> stubs = new ArrayList<>();

    ChangingCreators(Sandbox sandbox, long seed) {
        this.sandbox = sandbox;
        this.random = new Random(seed);
        for (int i = 0; i < HANDLES.size(); i++) {
            states.add(new CreatorState(true, 1_000L * (i + 1)));
            stubs.add(UUID.randomUUID());
            sandbox.wireMock().stubFor(answer(i));
        }
    }

    /** Changes a random creator. */
    synchronized void change() {
        int index = random.nextInt(HANDLES.size());
        CreatorState before = states.get(index);
        boolean togglesVisibility = random.nextInt(10) == 0;
        states.set(
                index,
                new CreatorState(
                        before.visible() != togglesVisibility,
                        before.followers() + (togglesVisibility ? 0 : 1 + random.nextInt(9))));
        sandbox.wireMock().editStub(answer(index));
    }

    synchronized CreatorState of(String handle) {
        return states.get(HANDLES.indexOf(handle));
    }

    private MappingBuilder answer(int index) {
        String handle = HANDLES.get(index);
        CreatorState state = states.get(index);
        return get(urlPathEqualTo("/apidirect/v1/tiktok/user"))
                .withId(stubs.get(index))
                .withQueryParam("username", equalTo(handle))
                .willReturn(
                        state.visible()
                                ? jsonResponse(
                                        "{\"user\":{\"username\":\"" + handle
                                                + "\",\"nickname\":\"N\",\"user_id\":\"6800000000000000" + (100 + index)
                                                + "\",\"followers\":" + state.followers() + "}}",
                                        200)
                                : jsonResponse("{\"error\":\"The user was not found.\",\"code\":\"not_found\"}", 404));
    }
}
