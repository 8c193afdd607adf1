-- How people are reached. The value is sealed (AES-256-GCM); `blind` finds equal values without opening any; `masked` is what pages show.
create table kernel.contacts (
  person_id   integer not null references kernel.people,
  kind        text not null check (kind in ('phone', 'email')),
  sealed      bytea not null,
  blind       bytea not null,
  masked      text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer references kernel.people,
  primary key (person_id, kind)
);
create index contacts_by_value on kernel.contacts (kind, blind);
