-- The least that a create has to write: an event, and the task as it is read, in one transaction; into tables like the service's own.
begin;
insert into yardstick.domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
    payload_type, payload_revision, payload, meta_data)
values (gen_random_uuid(), 0, gen_random_uuid(), 'Task', now(), 'TaskCreated', '1',
    '{"title": "Buy milk", "task_id": "01a1fdef-43d1-79ec-b9ea-e57914e1f9a0", "user_id": "user-00001",
      "description": "Two litres of the organic one, and some eggs if any are left."}',
    '{"actor": "user-00001", "request_id": "01a1fdef-43c6-79b5-b0a4-cb5168a0c648",
      "correlation_id": "01a1fdef-43c6-79b5-b0a4-cb5168a0c649"}');
insert into yardstick.tasks (id, user_id, title, title_caseless, title_key, description, description_caseless, completed,
    created_at, updated_at, deleted_at, version)
values (gen_random_uuid(), 'user-00001', 'Buy milk', 'buy milk', 'buy milk',
    'Two litres of the organic one, and some eggs if any are left.',
    'two litres of the organic one, and some eggs if any are left.', false, now(), now(), null, 0);
commit;
