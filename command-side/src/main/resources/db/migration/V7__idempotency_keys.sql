-- What commands answered that came with an Idempotency-Key, so that a repeat within a day answers the same. Rows are written in the
-- transaction of the command's events. They hold what a user has written: nobody but the owner of the tables reads them.
create table idempotency_key (
    user_id     text collate "C" not null,
    key         text collate "C" not null,
    fingerprint text        not null,
    task        uuid        not null,
    position    bigint      not null,
    status      integer     not null,
    location    text,
    etag        text,
    body        text,
    created_at  timestamptz not null default now(),
    primary key (user_id, key)
);
create index idempotency_key_by_created_at on idempotency_key (created_at);
revoke all on idempotency_key from public;
