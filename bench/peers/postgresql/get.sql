-- any of the user's tasks, by the id that it was given
\set task random(0, {tasks_of_user} - 1) * {all_users} + :user
\set at 1704067200000 + :task * 1000
\set mixed (:task * 2654435761) % 281474976710656
select id, user_id, title, description, completed, created_at, updated_at, deleted_at, version from public.{tasks}
where id = (lpad(to_hex(:at::bigint), 12, '0') || '70008000' || lpad(to_hex(:mixed::bigint), 12, '0'))::uuid
    and user_id = 'user-' || lpad(:user::text, 5, '0');
commit;
