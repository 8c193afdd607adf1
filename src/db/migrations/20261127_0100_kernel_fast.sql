-- The same facts, entries and stamps for less work. Nothing that is recorded changes.

-- ── entries of the log ─────────────────────────────────────────────────────────────────────────────────────────────
-- The trigger functions set five session settings and put them back at every call, half of what an entry cost, although a session of ours
-- has them so already; now they are set only where one differs. And their statement has no parameters any more: with one, PostgreSQL
-- held a plan made for a bulk against one for a single row and planned anew at every call.
create function kernel.entries_of(own kernel.covered_tables, op text, rows_of text) returns text
  language sql immutable
  return format('insert into kernel.unchained (table_id, version, key, op, salt, row_hash)
    select %s, %s, %s, %L, f.salt, kernel.row_hash(f.salt, %s, %s) from (select pg_catalog.gen_random_uuid() as salt, r.* from %s as r) as f',
    (own).id, (own).version, kernel.key_of_columns('f', (own).key_columns), op,
    kernel.text_of_columns('f', (own).public_columns), kernel.text_of_columns('f', (own).private_columns), rows_of);

-- The settings on which a row's text depends, and those that a connection of ours has (db/connect.ts; the rest are PostgreSQL's own).
create function kernel.enter_function(own kernel.covered_tables) returns void language plpgsql as $$
begin
  execute format('create or replace function kernel.%I() returns trigger language plpgsql as %L',
    'enter_' || replace(own.relation, '.', '_'),
    format($body$
declare
  path text; zone text; style text; bytes text; digits text;
  plain boolean := current_setting('TimeZone') = 'UTC' and current_setting('search_path') = '"$user", public'
    and current_setting('bytea_output') = 'hex' and current_setting('extra_float_digits') = '1' and current_setting('DateStyle') = 'ISO, MDY';
begin
  if not plain then
    path := current_setting('search_path'); zone := current_setting('TimeZone'); style := current_setting('DateStyle');
    bytes := current_setting('bytea_output'); digits := current_setting('extra_float_digits');
    perform pg_catalog.set_config('search_path', 'pg_catalog', true), pg_catalog.set_config('TimeZone', 'UTC', true),
      pg_catalog.set_config('DateStyle', 'ISO', true), pg_catalog.set_config('bytea_output', 'hex', true),
      pg_catalog.set_config('extra_float_digits', '1', true);
  end if;
  if tg_op = 'INSERT' then
    %s;
  elsif tg_op = 'UPDATE' then
    %s;
  else
    %s;
  end if;
  if not plain then
    perform pg_catalog.set_config('search_path', path, true), pg_catalog.set_config('TimeZone', zone, true),
      pg_catalog.set_config('DateStyle', style, true), pg_catalog.set_config('bytea_output', bytes, true),
      pg_catalog.set_config('extra_float_digits', digits, true);
  end if;
  return null;
end $body$, kernel.entries_of(own, 'insert', 'fresh'), kernel.entries_of(own, 'update', 'fresh'), kernel.entries_of(own, 'delete', 'gone')));
end $$;

create or replace function kernel.cover(covered regclass, noun text default null, private_columns text[] default '{}') returns void
  language plpgsql set search_path = pg_catalog set timezone = 'UTC' set datestyle = 'ISO' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
  name text := (select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = covered);
  present text[] := (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
    where a.attrelid = covered and a.attnum > 0 and not a.attisdropped and a.attgenerated = '');
  keys text[] := (select array_agg(a.attname::text order by k.i) from pg_index x
    cross join lateral unnest(x.indkey::int2[]) with ordinality as k(attnum, i)
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum where x.indrelid = covered and x.indisprimary);
  known kernel.covered_tables := (select t from kernel.covered_tables t where t.relation = name order by t.version desc limit 1);
  own kernel.covered_tables;
  enter text := 'enter_' || replace(name, '.', '_');
begin
  if known is not null and present <@ (known.public_columns || known.private_columns) and (known.public_columns || known.private_columns) <@ present then
    return;
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
    where c = any(cover.private_columns) or (known is not null and not c = any(known.public_columns)));
  own.public_columns := (select coalesce(array_agg(c order by i), '{}') from unnest(present) with ordinality as p(c, i) where not c = any(own.private_columns));
  own.recorded_at := now();
  insert into kernel.covered_tables select own.*;
  perform kernel.enter_function(own);
  execute format('create or replace trigger enter_insert after insert on %s referencing new table as fresh for each statement execute function kernel.%I()', name, enter);
  execute format('create or replace trigger enter_update after update on %s referencing new table as fresh for each statement execute function kernel.%I()', name, enter);
  execute format('create or replace trigger enter_delete after delete on %s referencing old table as gone for each statement execute function kernel.%I()', name, enter);
  execute kernel.entries_of(own, 'adopt', name);
end $$;

select kernel.enter_function(t) from (select distinct on (c.id) c.* from kernel.covered_tables c order by c.id, c.version desc) as t
  where to_regclass(t.relation) is not null;

-- ── stamps ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- A row whose instant is the database's own needs no stamping: the condition is looked at without calling the function.
do $$
declare
  stamped record;
begin
  for stamped in select t.tgrelid::regclass as name from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where t.tgname = 'stamp' and c.relnamespace = 'kernel'::regnamespace and not t.tgisinternal
  loop
    execute format('create or replace trigger stamp before insert on %s for each row
      when (new.recorded_at is distinct from now()) execute function kernel.stamp()', stamped.name);
    execute format('create trigger stamp_again before update on %s for each row
      when (new.recorded_at is distinct from old.recorded_at) execute function kernel.stamp()', stamped.name);
  end loop;
end $$;

-- ── word of what changed ───────────────────────────────────────────────────────────────────────────────────────────
-- Commits that notify queue behind each other, each with its own write to the disk. Of steps and notices the runner of commands tells now,
-- after the commit and for all that were committed together (kernel/changes.ts); tasks, which are handed out seldom, go on telling themselves.
drop trigger tell on kernel.case_events;
drop trigger tell on kernel.notices;
drop function kernel.tell_events();
drop function kernel.tell_notices();
