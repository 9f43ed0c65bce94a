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

/** ChangingCreators in the sandbox who win followers all the time, and who vanish and come back. Thread-safe. */
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

    /** Something happens to one of them. */
    synchronized void live() {
        int who = random.nextInt(HANDLES.size());
        CreatorState before = states.get(who);
        boolean isTurning = random.nextInt(10) == 0;
        states.set(
                who,
                new CreatorState(
                        before.visible() != isTurning, before.followers() + (isTurning ? 0 : 1 + random.nextInt(9))));
        sandbox.wireMock().editStub(answer(who));
    }

    synchronized CreatorState of(String handle) {
        return states.get(HANDLES.indexOf(handle));
    }

    private MappingBuilder answer(int who) {
        String handle = HANDLES.get(who);
        CreatorState state = states.get(who);
        return get(urlPathEqualTo("/apidirect/v1/tiktok/user"))
                .withId(stubs.get(who))
                .withQueryParam("username", equalTo(handle))
                .willReturn(
                        state.visible()
                                ? jsonResponse(
                                        "{\"user\":{\"username\":\"" + handle
                                                + "\",\"nickname\":\"N\",\"user_id\":\"6800000000000000" + (100 + who)
                                                + "\",\"followers\":" + state.followers() + "}}",
                                        200)
                                : jsonResponse("{\"error\":\"The user was not found.\",\"code\":\"not_found\"}", 404));
    }
}
