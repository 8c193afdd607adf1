-- Large sheets are read and taken in behind the page, which shows how far it is.

alter table kernel.imports
  add column work text check (work in ('reading', 'taking')), -- what is being done with it now; null: nothing
  add column only_good boolean, -- taking: without the faulty rows
  add column done_count integer not null default 0 check (done_count >= 0),
  add column of_count integer not null default 0 check (of_count >= 0),
  add column problem jsonb, -- why the last work ended without result, in both languages
  add column sealed_passwords bytea, -- one-time passwords that wait to be fetched, once
  add constraint imports_work_or_end check (work is null or taken_at is null and dropped_at is null);

-- The sheet as it was sent, until it has been read.
create table kernel.import_sheets (
  import_id integer primary key references kernel.imports on delete cascade,
  content   bytea not null check (octet_length(content) <= 20000000)
);
