package io.taskledger.rebuild;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

/** All that {@code pg_dump --schema-only} says of a table, as the catalogues have it: which client and server must be of one version for. */
final class Schema {

    private static final String DESCRIBE = """
            select concat_ws('|', 'table', relpersistence, relrowsecurity, relforcerowsecurity, relreplident, relowner::regrole, reloptions, relacl,
                relnamespace::regnamespace, obj_description(oid))
            from pg_class where oid = ?::regclass
            union all
            select concat_ws('|', 'column', attnum, attname, format_type(atttypid, atttypmod), attnotnull, attcollation::regcollation, attstorage,
                pg_get_expr(adbin, adrelid), attacl)
            from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where attrelid = ?::regclass and attnum > 0
            union all
            select concat_ws('|', 'index', pg_get_indexdef(indexrelid), indisprimary, indisvalid, indisclustered) from pg_index where indrelid = ?::regclass
            union all
            select concat_ws('|', 'constraint', conname, pg_get_constraintdef(oid)) from pg_constraint where conrelid = ?::regclass
            union all
            select concat_ws('|', 'policy', polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid)) from pg_policy where polrelid = ?::regclass
            union all
            select concat_ws('|', 'trigger', pg_get_triggerdef(oid)) from pg_trigger where tgrelid = ?::regclass and not tgisinternal
            order by 1
            """;

    private Schema() {}

    static List<@Nullable String> of(JdbcTemplate database, String table) {
        return database.queryForList(DESCRIBE, String.class, table, table, table, table, table, table);
    }

    /** The tables and functions of the schemas that the service has. */
    static List<@Nullable String> tables(JdbcTemplate database) {
        return database.queryForList("""
                select schemaname || '.' || tablename from pg_tables where schemaname in ('public', 'projection_rebuild')
                union all
                select concat_ws('|', pg_get_functiondef(oid), proacl) from pg_proc where pronamespace::regnamespace::text in ('public', 'projection_rebuild')
                order by 1
                """, String.class);
    }
}
