-- Search over what is published: an inverted index of pairs of characters as whole numbers (docs/decisions/0018). A row is here
-- only while its publication is open to all: triggers take it away in the transaction in which that ends, whoever ends it.

create extension if not exists pg_trgm; -- checkServer asks for it too; a server may have it in another schema

create table kernel.search_documents (
  publication_id bigint primary key references kernel.publications on delete cascade,
  published_on   date not null,
  column_id      integer not null,
  unit_id        integer not null,
  genre          text not null,
  grams          integer[] not null, -- of title, text, attachments; and of month, day, year, column, unit, genre
  text           text not null       -- folded; the first line is the title
);
alter table kernel.search_documents alter grams set storage external; -- only the index reads it: never packed, seldom unpacked
create index search_grams on kernel.search_documents using gin (grams);
create index search_documents_newest on kernel.search_documents (published_on desc, publication_id desc);

-- Publications that wait to be indexed: bulks are indexed behind.
create table kernel.search_pending (
  publication_id bigint primary key
);

-- The text of a publication's attachments, from whoever reads files.
create table kernel.search_attachment_texts (
  publication_id bigint primary key references kernel.publications on delete cascade,
  text           text not null
);

-- Months and days with documents: a broad word is looked for in the newest first, until there is enough. `documents` is only a hint.
create table kernel.search_slices (
  kind      text not null check (kind in ('month', 'day')),
  first_day date not null,
  gram      integer not null,
  documents integer not null default 0,
  primary key (kind, first_day)
);

-- Key words of what is open to all, counted now and then: what may have been meant by a word that nothing contains.
create table kernel.search_words (
  word      text primary key,
  documents integer not null
);
create index search_words_alike on kernel.search_words using gin (word gin_trgm_ops);

-- One row: when words and hints were last counted.
create table kernel.search_counted (
  singleton  boolean primary key default true check (singleton),
  counted_at timestamptz not null,
  documents  integer not null
);

create function kernel.is_open_to_all(p kernel.publications) returns boolean
  language sql immutable parallel safe
  return p.withdrawn_on is null and p.audience = 'society' and p.disclosure_mode = 'proactive';

create function kernel.search_published() returns trigger language plpgsql as $$
begin
  insert into kernel.search_pending (publication_id)
  select p.id from published p
  where p.withdrawn_on is null and p.audience = 'society' and p.disclosure_mode = 'proactive'
  on conflict do nothing;
  return null;
end $$;
create trigger search_published after insert on kernel.publications
  referencing new table as published for each statement execute function kernel.search_published();

-- What changes is out of the index at once, and waits to come in again if it may.
create function kernel.search_changed() returns trigger language plpgsql as $$
begin
  delete from kernel.search_documents where publication_id = new.id;
  if kernel.is_open_to_all(new) then
    insert into kernel.search_pending (publication_id) values (new.id) on conflict do nothing;
  else
    delete from kernel.search_pending where publication_id = new.id;
  end if;
  return null;
end $$;
create trigger search_changed after update of title, version, document_number, withdrawn_on, audience, disclosure_mode,
    published_on, column_id, unit_id, genre on kernel.publications
  for each row execute function kernel.search_changed();

-- What was published before there was a search.
insert into kernel.search_pending (publication_id)
select p.id from kernel.publications p where kernel.is_open_to_all(p);
