-- Whether queries of some instance read a projection: commands on every instance wait for those. All that are there now are read;
-- one that comes is not, until its table has caught up.
alter table token_entry add column served boolean not null default true;
alter table token_entry alter column served set default false;

-- The tasks at which a projection met an event that it can't fold. The events themselves stay where they are.
create table dead_letter (
    projection text        not null,
    task       uuid        not null,
    version    bigint      not null,
    position   bigint      not null,
    cause      text        not null,
    attempts   integer     not null default 1,
    parked_at  timestamptz not null default now(),
    primary key (projection, task)
);

-- The last rebuild of each projection's table, and the last verification; of one projection, one at a time. Whichever instance
-- runs it extends its lease, and another goes on with it when that ends.
create table projection_job (
    projection   text        not null,
    kind         text        not null check (kind in ('rebuild', 'verify')),
    id           uuid        not null,
    status       text        not null check (status in ('running', 'succeeded', 'failed', 'cancelled')),
    phase        text        not null,
    started_at   timestamptz not null default now(),
    finished_at  timestamptz,
    up_to        bigint      not null,
    folded       bigint      not null default 0,
    last_task    text        not null default '',
    runner       uuid,
    lease_until  timestamptz not null default now(),
    differences  bigint,
    sample       jsonb       not null default '[]',
    swap_millis  double precision,
    failure      text,
    primary key (projection, kind)
);
create unique index projection_job_one_at_a_time on projection_job (projection) where status = 'running';

-- Where tables are rebuilt before they take the place of those that queries read.
create schema projection_rebuild;
