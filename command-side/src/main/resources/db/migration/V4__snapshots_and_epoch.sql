-- An event that is no aggregate's has no type.
alter table domain_event_entry alter column type drop not null;

-- The state of an aggregate at some version, so that its first events need not be read. Rows can be thrown away at any time.
create table snapshot_event_entry (
    aggregate_identifier text collate "C" primary key,
    sequence_number      bigint      not null,
    event_identifier     text        not null,
    type                 text        not null,
    time_stamp           timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              jsonb       not null,
    meta_data            jsonb       not null
);

-- Positions of events mean something within one epoch only. After a restore from an older backup positions are used again, and whoever
-- kept one from before has to be told: by an operator, with new_event_store_epoch().
create table event_store_epoch (
    only_row boolean primary key default true check (only_row),
    epoch    uuid        not null default gen_random_uuid(),
    since    timestamptz not null default now()
);
insert into event_store_epoch default values;

create function new_event_store_epoch() returns uuid language sql as $$
    update event_store_epoch set epoch = gen_random_uuid(), since = now() returning epoch
$$;
