create table tiktok_video (
    id text primary key,
    handle text,
    caption text,
    plays bigint,
    likes bigint,
    comments bigint,
    retrieved_at timestamptz not null,
    record jsonb not null
);
create table tiktok_count (
    id text,
    at timestamptz,
    plays bigint,
    likes bigint,
    comments bigint,
    primary key (id, at)
);
