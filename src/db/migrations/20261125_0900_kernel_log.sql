-- The log made provable. Every row that is written to a table of facts, and to the log itself, leaves an entry in the same
-- transaction: table, key, what was done, and a salted SHA-256 of the row. The sequencer moves entries into one chain, each hash over
-- the hash before it; once a day a Merkle root over the whole chain is signed and published. See docs/decisions/0017.

-- Which columns of a table are hashed. A migration that adds a column makes a new version; entries keep the version they were made with.
create table kernel.covered_tables (
  id              integer not null,
  version         smallint not null,
  relation        text not null,            -- 'kernel.publications'
  noun            text,                     -- subjects 'noun:id' whose proof shows these rows; the key begins with the id
  key_columns     text[] not null,
  key_types       text[] not null,          -- to find a row again by the parts of its key
  public_columns  text[] not null,          -- a proof of the row shows these
  private_columns text[] not null,          -- covered as well, but no proof shows more of them than a hash
  recorded_at     timestamptz not null default now(),
  primary key (id, version),
  unique (relation, version)
);

-- Entries that are committed, or about to be, and not chained yet. Ids are not in the order of commit: the sequencer takes whatever it
-- sees and takes it away from here, so one that commits late is simply taken later. No foreign keys: a command should not pay for them.
create table kernel.unchained (
  id          bigint generated always as identity primary key,
  table_id    integer not null,
  version     smallint not null,
  key         text collate "C" not null,    -- the primary key; several columns are joined by '|'
  op          text not null check (op in ('insert', 'update', 'delete', 'adopt')),
  salt        uuid not null default gen_random_uuid(),
  row_hash    bytea not null,
  tx          bigint not null default pg_current_xact_id()::text::bigint, -- entries of one transaction; with recorded_at, one for ever
  recorded_at timestamptz not null default now()
);

create table kernel.chain (
  seq         bigint primary key check (seq > 0), -- 1, 2, 3 …: the entry is leaf seq − 1 of the tree
  table_id    integer not null,
  version     smallint not null,
  key         text collate "C" not null,
  op          text not null,
  salt        uuid not null,
  row_hash    bytea not null check (octet_length(row_hash) = 32),
  tx          bigint not null,
  recorded_at timestamptz not null,
  hash        bytea not null check (octet_length(hash) = 32) -- SHA-256 of the hash before and the leaf's hash
);
create index chain_by_key on kernel.chain (table_id, key, seq);

-- Hashes of the tree's complete subtrees of 256, 65 536 … leaves: a path costs a few short reads however long the log is.
create table kernel.tree_nodes (
  level smallint not null check (level in (8, 16, 24, 32)),
  index bigint not null check (index >= 0),
  hash  bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);

create table kernel.log_keys (
  id          integer generated always as identity primary key,
  public_key  text not null unique,          -- PEM (SPKI), Ed25519
  fingerprint text not null unique check (fingerprint ~ '^[0-9a-f]{64}$'), -- SHA-256 of the DER
  valid_from  timestamptz not null default now() -- until the next key's
);

create table kernel.checkpoints (
  number    integer primary key check (number > 0),
  size      bigint not null unique check (size > 0),
  root      bytea not null check (octet_length(root) = 32),
  head      bytea not null check (octet_length(head) = 32), -- the chain's hash at this size
  previous  bytea not null check (octet_length(previous) = 32), -- SHA-256 of the note before; zeros for the first
  closed_at timestamptz not null,
  reason    text not null check (reason in ('day', 'first', 'statement', 'asked')),
  note      text not null,                   -- what is signed, byte for byte
  key_id    integer not null references kernel.log_keys,
  signature bytea not null check (octet_length(signature) = 64)
);

-- What the city says under its key (the hash of a released report). Written by a command, signed within seconds after its commit.
create table kernel.statements (
  id          bigint generated always as identity primary key,
  subject     text not null,
  sha256      bytea not null check (octet_length(sha256) = 32),
  recorded_at timestamptz not null default now()
);
create index on kernel.statements (subject);
create table kernel.statement_signatures (
  statement_id bigint primary key references kernel.statements,
  key_id       integer not null references kernel.log_keys,
  signature    bytea not null check (octet_length(signature) = 64),
  recorded_at  timestamptz not null default now()
);
create trigger stamp before insert or update on kernel.statements for each row execute function kernel.stamp();

-- The log's page asks by person, act, subject and day.
create index on kernel.log (person_id, id);
create index on kernel.log (subject, id);
create index on kernel.log (act, id);
create index on kernel.log (recorded_at);

-- Defence in depth, not the proof: these tables grow and nothing else. Whoever may switch triggers off gets past it; audit:verify names what they did.
create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% only grows: no row of it is changed or deleted', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger grows_only before update or delete on kernel.log                  for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.chain                for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.tree_nodes           for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.checkpoints          for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.log_keys             for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.statements           for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.statement_signatures for each statement execute function kernel.refuse_change();
create trigger grows_only before update or delete on kernel.covered_tables       for each statement execute function kernel.refuse_change();

-- The hash of a row. Two salts come out of one: the proof of a row gives the first away and keeps the second, so that nobody can
-- guess the private columns by trying.
create function kernel.row_hash(salt uuid, public_text text, private_text text) returns bytea
  language sql stable strict parallel safe
  return sha256(
    sha256(uuid_send(salt) || '\x01'::bytea)
    || sha256(sha256(uuid_send(salt) || '\x02'::bytea) || convert_to(private_text, 'UTF8'))
    || convert_to(public_text, 'UTF8'));

-- The SQL expression of a row's text: the columns in the order of the list.
create function kernel.text_of_columns(alias text, columns text[]) returns text
  language sql immutable
  return case when cardinality(columns) = 0 then quote_literal('{}')
    else (select format('(select row_to_json(x)::text from (select %s) x)', string_agg(format('%I.%I', alias, name), ', ' order by i))
          from unnest(columns) with ordinality as c(name, i)) end;

create function kernel.key_of_columns(alias text, columns text[]) returns text
  language sql immutable
  return (select format('concat_ws(''|'', %s)', string_agg(format('%I.%I', alias, name), ', ' order by i))
          from unnest(columns) with ordinality as c(name, i));

-- Covers a table: from here on its rows leave entries; those that stand there already are adopted. Called again it makes a new version
-- when columns have come or gone, and adopts all rows anew. `private_columns` may name columns that the table has not.
create function kernel.cover(covered regclass, noun text default null, private_columns text[] default '{}') returns void
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
  entries text;
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

  entries := format('insert into kernel.unchained (table_id, version, key, op, salt, row_hash)
    select %s, %s, %s, %%s, f.salt, kernel.row_hash(f.salt, %s, %s) from (select gen_random_uuid() as salt, r.* from %%s as r) as f',
    own.id, own.version, kernel.key_of_columns('f', keys),
    kernel.text_of_columns('f', own.public_columns), kernel.text_of_columns('f', own.private_columns));
  execute format('create or replace function kernel.%I() returns trigger language plpgsql
      set search_path = pg_catalog set timezone = ''UTC'' set datestyle = ''ISO'' set bytea_output = ''hex'' set extra_float_digits = 1 as %L',
    'enter_' || replace(name, '.', '_'),
    format('begin if tg_op = ''DELETE'' then %s; else %s; end if; return null; end',
      format(entries, quote_literal('delete'), 'gone'), format(entries, 'lower(tg_op)', 'fresh')));
  execute format('create or replace trigger enter_insert after insert on %s referencing new table as fresh for each statement execute function kernel.%I()', name, 'enter_' || replace(name, '.', '_'));
  execute format('create or replace trigger enter_update after update on %s referencing new table as fresh for each statement execute function kernel.%I()', name, 'enter_' || replace(name, '.', '_'));
  execute format('create or replace trigger enter_delete after delete on %s referencing old table as gone for each statement execute function kernel.%I()', name, 'enter_' || replace(name, '.', '_'));
  execute format(entries, quote_literal('adopt'), name);
end $$;

-- After every migration: tables whose columns have changed get a new version. Returns how many tables have.
create function kernel.cover_changed() returns integer language plpgsql as $$
declare
  before bigint := (select count(*) from kernel.covered_tables);
begin
  perform kernel.cover(t.relation::regclass, t.noun, t.private_columns)
    from (select distinct on (c.id) c.* from kernel.covered_tables c order by c.id, c.version desc) as t
    where to_regclass(t.relation) is not null;
  return (select count(*) from kernel.covered_tables) - before;
end $$;

-- Who did it, why, and what the log says of it stays inside; what the public was told is shown by a proof.
select kernel.cover('kernel.log', null, '{act, subject, person_id, detail}');
select kernel.cover('kernel.publications', 'publication', '{recorded_by, case_id}');
select kernel.cover('kernel.publication_versions', 'publication', '{recorded_by, reason}');
select kernel.cover('kernel.withdrawals', 'publication', '{recorded_by, reason}');
select kernel.cover('kernel.deliveries', 'delivery', '{recorded_by}');
select kernel.cover('kernel.cases', null, '{title, opened_by}');
select kernel.cover('kernel.case_events', null, '{person_id, note, detail}');
select kernel.cover('kernel.case_tasks', null, '{person_id, what, outcome, done_by}');
select kernel.cover('kernel.clock_marks', null, '{why}');
select kernel.cover('kernel.law_settings', null, '{recorded_by}');
select kernel.cover('kernel.calendar_notices');
select kernel.cover('kernel.calendar_days');
select kernel.cover('kernel.units');
select kernel.cover('kernel.columns');
select kernel.cover('kernel.outlets');
select kernel.cover('kernel.people', null, '{name}');
select kernel.cover('kernel.holdings', null, '{person_id}');
select kernel.cover('kernel.grants', null, '{person_id, recorded_by}');
select kernel.cover('kernel.accounts', null, '{person_id, sign_in_name, password_hash}');
select kernel.cover('kernel.statements', 'statement', '{}');
insert into kernel.log (act, subject) values ('begin_chain', 'log:all');
