select count(*), count(*) filter (where completed) from public.{tasks}
where user_id = 'user-' || lpad(:user::text, 5, '0') and deleted_at is null;
commit;
