-- The tasks as they are now, folded from the events by the projection "tasks", version 1. A deleted task keeps its row, or an
-- event delivered twice would raise the dead. The columns "…_lower" hold the
-- text as it is compared: in lower case, by code point.
create table tasks (
    id                 uuid primary key,
    user_id            text collate "C" not null,
    title              text        not null,
    title_lower       text collate "C" not null,
    description        text,
    description_lower text collate "C",
    completed          boolean     not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    deleted_at         timestamptz,
    version            bigint      not null
);

-- One index a sort, read either way. With "completed" at its end it answers that filter, and counts, without the table.
create index tasks_by_created_at on tasks (user_id, created_at, id, completed) where deleted_at is null;
create index tasks_by_updated_at on tasks (user_id, updated_at, id, completed) where deleted_at is null;
create index tasks_by_title on tasks (user_id, title_lower, id, completed) where deleted_at is null;
