select id, user_id, title, description, completed, created_at, updated_at, version from public.{tasks}
where user_id = 'user-' || lpad(:user::text, 5, '0') and deleted_at is null order by created_at desc, id desc limit {rows};
commit;
