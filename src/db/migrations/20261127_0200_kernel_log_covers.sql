-- The log covers every fact: tables that it did not cover yet leave entries from now on, and their rows that stand there are adopted.
-- Which tables are no facts, and why, stands in src/kernel/audit/covered.ts.

-- Columns that say how work goes on and change without anybody's act (when a file was last seen, which step of time a code had) are
-- left out: a proof says nothing of them, and an update of them alone leaves no entry.
alter table kernel.covered_tables add column left_out text[] not null default '{}';

-- The statement by which rows of a covered table become entries; two places for format: what was done, and the rows.
create function kernel.entries_of(own kernel.covered_tables) returns text language sql stable set search_path = pg_catalog as $$
  select format('insert into kernel.unchained (table_id, version, key, op, salt, row_hash)
    select %s, %s, %s, %%s, f.salt, kernel.row_hash(f.salt, %s, %s) from (select gen_random_uuid() as salt, r.* from %%s as r) as f',
    own.id, own.version, kernel.key_of_columns('f', own.key_columns),
    kernel.text_of_columns('f', own.public_columns), kernel.text_of_columns('f', own.private_columns))
$$;

-- Sets a covered table's triggers: its rows leave entries of this version.
create function kernel.watch(own kernel.covered_tables) returns void language plpgsql set search_path = pg_catalog as $$
declare
  entries text := kernel.entries_of(own);
  enter text := 'enter_' || replace(own.relation, '.', '_');
  present text[] := own.public_columns || own.private_columns;
  updated text := 'fresh';
begin
  -- An update that changed nothing but what is left out is no entry.
  if cardinality(own.left_out) > 0 then
    updated := format('(select n.* from fresh n left join gone g on %s where row(%s) is distinct from row(%s))',
      (select string_agg(format('n.%1$I = g.%1$I', k), ' and ') from unnest(own.key_columns) as k),
      (select string_agg(format('n.%I', c), ', ' order by i) from unnest(present) with ordinality as p(c, i)),
      (select string_agg(format('g.%I', c), ', ' order by i) from unnest(present) with ordinality as p(c, i)));
  end if;
  execute format('create or replace function kernel.%I() returns trigger language plpgsql
      set search_path = pg_catalog set timezone = ''UTC'' set datestyle = ''ISO'' set bytea_output = ''hex'' set extra_float_digits = 1 as %L',
    enter,
    format('begin if tg_op = ''DELETE'' then %s; elsif tg_op = ''UPDATE'' then %s; else %s; end if; return null; end',
      format(entries, quote_literal('delete'), 'gone'), format(entries, quote_literal('update'), updated), format(entries, quote_literal('insert'), 'fresh')));
  execute format('create or replace trigger enter_insert after insert on %s referencing new table as fresh for each statement execute function kernel.%I()', own.relation, enter);
  execute format('create or replace trigger enter_update after update on %s referencing old table as gone new table as fresh for each statement execute function kernel.%I()', own.relation, enter);
  execute format('create or replace trigger enter_delete after delete on %s referencing old table as gone for each statement execute function kernel.%I()', own.relation, enter);
end $$;

-- Sets the triggers of all covered tables anew, as kernel.covered_tables says: after a restore, whose city may have come by other steps to
-- the same tables.
create function kernel.watch_all() returns void language sql as $$
  select kernel.watch(t) from (select distinct on (c.id) c.* from kernel.covered_tables c order by c.id, c.version desc) as t
  where to_regclass(t.relation) is not null
$$;

drop function kernel.cover(regclass, text, text[]);

-- Covers a table: from here on its rows leave entries; those that stand there already are adopted. Called again it makes a new version
-- when columns have come or gone, and adopts all rows anew. `private_columns` and `left_out` may name columns that the table has not.
create function kernel.cover(covered regclass, noun text default null, private_columns text[] default '{}', left_out text[] default '{}') returns void
  language plpgsql set search_path = pg_catalog set timezone = 'UTC' set datestyle = 'ISO' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
  name text := (select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = covered);
  known kernel.covered_tables := (select t from kernel.covered_tables t where t.relation = name order by t.version desc limit 1);
  out_columns text[] := case when cover.left_out = '{}' then coalesce(known.left_out, '{}') else cover.left_out end;
  present text[] := (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
    where a.attrelid = covered and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and not a.attname::text = any(out_columns));
  keys text[] := (select array_agg(a.attname::text order by k.i) from pg_index x
    cross join lateral unnest(x.indkey::int2[]) with ordinality as k(attnum, i)
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum where x.indrelid = covered and x.indisprimary);
  own kernel.covered_tables;
begin
  -- known.id, for a row of which one column is null (the noun) 'is not null' says no: until now such tables were adopted anew by every migration.
  if known.id is not null and present <@ (known.public_columns || known.private_columns) and (known.public_columns || known.private_columns) <@ present then
    return;
  end if;
  if keys is null then
    raise exception '% has no primary key: its rows cannot be named in the log', name;
  end if;
  own.id := coalesce(known.id, (select coalesce(max(t.id), 0) + 1 from kernel.covered_tables t));
  own.version := coalesce(known.version, 0) + 1;
  own.relation := name;
  own.noun := coalesce(cover.noun, known.noun);
  own.key_columns := keys;
  own.key_types := (select array_agg(format_type(a.atttypid, null) order by k.i) from unnest(keys) with ordinality as k(name, i)
    join pg_attribute a on a.attrelid = covered and a.attname = k.name);
  -- A column that came later is private until a migration says otherwise.
  own.private_columns := (select coalesce(array_agg(c order by i), '{}') from unnest(present) with ordinality as p(c, i)
    where c = any(cover.private_columns) or (known.id is not null and not c = any(known.public_columns)));
  own.public_columns := (select coalesce(array_agg(c order by i), '{}') from unnest(present) with ordinality as p(c, i) where not c = any(own.private_columns));
  own.left_out := out_columns;
  own.recorded_at := now();
  insert into kernel.covered_tables select own.*;
  perform kernel.watch(own);
  execute format(kernel.entries_of(own), quote_literal('adopt'), name);
end $$;

create or replace function kernel.cover_changed() returns integer language plpgsql as $$
declare
  before bigint := (select count(*) from kernel.covered_tables);
begin
  perform kernel.cover(t.relation::regclass, t.noun, t.private_columns, t.left_out)
    from (select distinct on (c.id) c.* from kernel.covered_tables c order by c.id, c.version desc) as t
    where to_regclass(t.relation) is not null;
  return (select count(*) from kernel.covered_tables) - before;
end $$;

select kernel.watch_all();
select kernel.cover('kernel.divisions');
select kernel.cover('kernel.posts');
select kernel.cover('kernel.unit_names', null, '{recorded_by}');
select kernel.cover('kernel.policies', null, '{recorded_by}');
select kernel.cover('kernel.calendar_drafts', null, '{recorded_by}');
select kernel.cover('kernel.redatings', null, '{recorded_by}', '{done, moved}');
select kernel.cover('kernel.imports', null, '{file_name, recorded_by}');
select kernel.cover('kernel.batches', null, '{person_id, results}');
select kernel.cover('kernel.case_copies', null, '{person_id, read_by}');
select kernel.cover('kernel.files', null, '{recorded_by}', '{seen_at}');
select kernel.cover('kernel.attachments', null, '{name, description, recorded_by, removed_by}');
-- With whom somebody can act in another's name; and how a person is reached. No proof shows more than that they are recorded.
select kernel.cover('kernel.contacts', null, '{kind, sealed, blind, masked, recorded_by}');
select kernel.cover('kernel.second_factors', null, '{secret, confirmed_at}', '{last_step}');
select kernel.cover('kernel.recovery_codes', null, '{code_hash, used_at}');
select kernel.cover('kernel.passkeys', null, '{account_id, credential_id, public_key, transports, name}', '{counter, last_used_at}');
insert into kernel.log (act, subject) values ('cover_tables', 'log:all');
