-- How far each projection is, and which instance holds it: Axon's token store.
create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          text,
    token_type     text,
    timestamp      text,
    owner          text,
    primary key (processor_name, segment)
);

-- What cursors are sealed with, so that every instance knows its own and its neighbours'.
create table cursor_key (
    only_row boolean primary key default true check (only_row),
    key      bytea not null
);
insert into cursor_key (key)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
