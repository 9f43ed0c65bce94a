-- Runs on SQLite and on Postgres. Times are milliseconds since 1970; ids are opaque texts.

-- A caller is one customer or team. Keys of one caller share its watches and its budget.
CREATE TABLE caller (
    name TEXT PRIMARY KEY,
    -- Comma-separated: lookup, watch
    scopes TEXT NOT NULL,
    requests_per_minute INTEGER NOT NULL,
    max_in_flight INTEGER NOT NULL,
    -- Budget of paid calls; null without a limit
    calls_per_day INTEGER,
    max_watches INTEGER NOT NULL,
    min_cadence_seconds BIGINT NOT NULL,
    -- Comma-separated hosts; empty: any public host
    callback_hosts TEXT NOT NULL,
    -- Used for requests without one
    request_source TEXT,
    -- Position of the last event: allotted under the lock of this row, so that readers miss none
    last_position BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL REFERENCES caller (name),
    -- SHA-256 of the secret, in hexadecimal
    secret_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- Paid calls of a caller on a day (UTC), by request source
CREATE TABLE spend (
    caller TEXT NOT NULL,
    day TEXT NOT NULL,
    request_source TEXT NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (caller, day, request_source)
);

CREATE TABLE idempotent_request (
    caller TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    -- SHA-256 of method, path and body
    fingerprint TEXT NOT NULL,
    -- Null while the first request is running
    status INTEGER,
    headers TEXT,
    body TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (caller, idempotency_key)
);

-- One row for each subject and provider, polled once for all its watches
CREATE TABLE subject (
    id TEXT PRIMARY KEY,
    -- video or user
    kind TEXT NOT NULL,
    -- Canonical link
    url TEXT NOT NULL,
    -- Name of the provider; empty: the default order
    provider TEXT NOT NULL,
    -- Polls are due at whole multiples of a cadence after this time, so that watches share them
    anchor_at BIGINT NOT NULL DEFAULT 0,
    -- Null without an active watch
    next_poll_at BIGINT,
    lease_until BIGINT NOT NULL,
    lease_owner TEXT,
    failures INTEGER NOT NULL,
    UNIQUE (kind, url, provider)
);
CREATE INDEX subject_due ON subject (next_poll_at);

-- Where deliveries go: one for each watch or batch with a callback, and direct:gateway-event for the operator's route
CREATE TABLE webhook_endpoint (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    -- Sealed: the URL is a capability
    url TEXT NOT NULL,
    -- Host, for lists and logs
    host TEXT NOT NULL,
    -- Sealed whsec_ secret, and its predecessor for 24 h after a rotation
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_secret_until BIGINT,
    -- First failure since the last success
    failing_since BIGINT,
    -- Retry-After of the receiver
    paused_until BIGINT NOT NULL,
    -- active, gone (410, or its watch was deleted) or disabled (5 days of failures)
    state TEXT NOT NULL
);

CREATE TABLE watch (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    subject_id TEXT NOT NULL REFERENCES subject (id),
    -- Null: events are pulled only
    endpoint_id TEXT REFERENCES webhook_endpoint (id),
    every_seconds BIGINT NOT NULL,
    -- Comma-separated names of watched fields
    fields TEXT NOT NULL,
    min_growth TEXT NOT NULL,
    -- Comma-separated: first, changed, disappeared, reappeared
    events TEXT NOT NULL,
    request_source TEXT NOT NULL,
    label TEXT NOT NULL,
    -- Snapshot.text(); null before the first poll
    snapshot TEXT,
    next_due_at BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    -- active or disabled
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX watch_caller ON watch (caller, id);
CREATE INDEX watch_subject ON watch (subject_id);
CREATE INDEX watch_endpoint ON watch (endpoint_id);
-- Few, and looked for every second
CREATE INDEX webhook_endpoint_ended ON webhook_endpoint (id) WHERE state <> 'active';

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    -- Order of a caller's events, without gaps
    position BIGINT NOT NULL,
    -- Null for events of a batch
    watch_id TEXT,
    type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The exact bytes that are signed, as UTF-8
    body TEXT NOT NULL,
    UNIQUE (caller, position)
);
CREATE INDEX event_watch ON event (watch_id, position);
CREATE INDEX event_age ON event (created_at);

CREATE TABLE delivery (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES event (id),
    endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id),
    -- pending, delivered, dead or cancelled
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Attempts since it was recorded or replayed: the step of the schedule
    attempts INTEGER NOT NULL,
    -- Whether it was replayed
    replayed INTEGER NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_owner TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
-- Has all that the search for due deliveries reads, since it passes over those of busy endpoints
CREATE INDEX delivery_due ON delivery (due_at, id, endpoint_id, lease_until) WHERE state = 'pending';
CREATE INDEX delivery_caller ON delivery (caller, created_at, id);
CREATE INDEX delivery_endpoint ON delivery (endpoint_id, state);
CREATE INDEX delivery_event ON delivery (event_id);

CREATE TABLE delivery_attempt (
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    number INTEGER NOT NULL,
    at BIGINT NOT NULL,
    -- Status of the answer; null without one
    status INTEGER,
    duration_ms BIGINT NOT NULL,
    -- Up to 1 KiB of the answer, or the failure
    excerpt TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number)
);

CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    -- Request body as JSON
    request TEXT NOT NULL,
    endpoint_id TEXT REFERENCES webhook_endpoint (id),
    total INTEGER NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_owner TEXT,
    created_at BIGINT NOT NULL,
    completed_at BIGINT,
    expires_at BIGINT NOT NULL
);

CREATE TABLE batch_line (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    number INTEGER NOT NULL,
    -- The NDJSON line
    line TEXT NOT NULL,
    PRIMARY KEY (batch_id, number)
);
