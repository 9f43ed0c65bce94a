package consumer;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.springboot.TikTokAutoConfiguration;
import java.util.List;

final class Consumer {

    static final List<Class<?>> USED = List.of(TikTokComponent.class, Sandbox.class, TikTokAutoConfiguration.class);

    private Consumer() {}
}
