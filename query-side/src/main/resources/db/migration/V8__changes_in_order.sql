-- Whose changes are new is told from the positions that the projection "audit" has passed since. Where its table isn't there yet, it is made with it.
-- Its lock is taken first, as by those who fold meanwhile: in the other order, they and this would wait for each other.
do $$
begin
    if to_regclass('audit') is not null then
        create index if not exists audit_as_stored on audit (position);
    end if;
end $$;

-- Whose task it is: until its events are folded, their owner's changes end before them. Null where nobody knows.
alter table dead_letter add column user_id text;
