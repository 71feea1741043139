-- Entity tags of tasks hold the epoch's name, so that no tag of one epoch equals a tag of another. The first epoch has an empty name: its tags are
-- plain versions, as those of every epoch were before there were names. A name is made of the epoch's random id and not counted: a backup that is
-- restored twice would count to the same number twice. A store that has events older than its epoch is not in its first epoch.
alter table event_store_epoch add column name text not null default '';
update event_store_epoch set name = left(epoch::text, 13)
where since > (select time_stamp from domain_event_entry order by global_index limit 1);

-- Waits until those who have read the epoch have ended their transactions, and keeps others from reading it until the caller's ends: so nobody answers
-- with a tag of one epoch what was stored in another. Where it has to wait for two seconds, as it has for a dump that runs, it fails, and can be
-- called again.
create or replace function new_event_store_epoch() returns uuid language sql set lock_timeout = '2s' as $$
    lock table event_store_epoch in access exclusive mode;
    with new as materialized (select gen_random_uuid() as id)
    update event_store_epoch set epoch = new.id, name = left(new.id::text, 13), since = now() from new returning epoch
$$;
