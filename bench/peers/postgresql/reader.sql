-- Enters the role that row-level security binds, for one user. pgbench sends all of a pipeline before it
-- reads an answer, so this is one round trip; the query is the second, the commit the third.
\set user random(0, {users} - 1) * {users_apart}
\startpipeline
begin read only;
select set_config('search_path', quote_ident(current_schema()), true), set_config('role', 'taskledger_reader', true),
    set_config('taskledger.caller', 'user-' || lpad(:user::text, 5, '0'), true), set_config('statement_timeout', '5000', true);
\endpipeline
