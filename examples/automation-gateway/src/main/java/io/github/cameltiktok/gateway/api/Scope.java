package io.github.cameltiktok.gateway.api;

/** What a key may do. */
public enum Scope {
    /** Look up videos and creators. */
    LOOKUP,
    /** Manage watches, events and deliveries. */
    WATCH,
    /** Any valid key. */
    ANY
}
