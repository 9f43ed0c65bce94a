package io.github.cameltiktok.gateway.api;

/** Right of a key. */
public enum Scope {
    /** Look up videos and creators. */
    LOOKUP,
    /** Manage watches, events and deliveries. */
    WATCH,
    /** Any valid key. */
    ANY
}
