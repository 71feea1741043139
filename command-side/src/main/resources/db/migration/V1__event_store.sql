-- The truth: every event of every task, in the order of global_index. Rows are inserted, never updated, never deleted.
create table domain_event_entry (
    global_index         bigint generated always as identity primary key,
    aggregate_identifier text collate "C" not null,
    sequence_number      bigint      not null,
    event_identifier     text        not null,
    type                 text        not null,
    time_stamp           timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              jsonb       not null,
    meta_data            jsonb       not null,
    constraint domain_event_entry_one_event_a_version unique (aggregate_identifier, sequence_number)
);
