const singleRows = ['tracker_session', 'download_client_login', 'seedbox_session', 'search_state'];

/**
 * Makes a database as it was migrated. Deleting is faster than truncating as long as there are few rows,
 * and most tables were never written to.
 */
export const emptyTables = `
  do $$
  declare place text;
  begin
    set local session_replication_role = replica;
    for place in select relname from pg_class
                  where relnamespace = 'public'::regnamespace and relkind = 'r'
                    and relname <> 'schema_migrations' and pg_relation_size(oid) > 0 loop
      execute format('delete from %I', place);
    end loop;
    for place in select relname from pg_class
                  where relnamespace = 'public'::regnamespace
                    and relname <> 'schema_migrations_id_seq'
                    and case when relkind = 'S' then pg_sequence_last_value(oid) is not null end loop
      perform setval(place::regclass, 1, false);
    end loop;
    ${singleRows.map((table) => `insert into ${table} (id) values (1);`).join('\n    ')}
  end $$`;

const catalogues = [
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_constraint',
  'pg_index',
  'pg_proc',
  'pg_trigger',
  'pg_type',
  'pg_extension',
  'pg_namespace',
  'public.schema_migrations',
];

/** Tells a schema from every later state of it: how many entries there are, and which transaction wrote last. */
export const schemaPrint = `select concat_ws(' ', ${catalogues
  .map((table) => `(select count(*) || '/' || max(xmin::text::bigint) from ${table})`)
  .join(', ')}) as print`;
