package io.github.cameltiktok.gateway;

/** Main class of the gateway. */
public final class Gateway {

    private Gateway() {}
}
