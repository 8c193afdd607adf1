-- A form sent twice gets its first result only if it says the same: SHA-256 over the command's name and what was typed, secrets left out.
alter table kernel.form_receipts add column input_hash bytea check (octet_length(input_hash) = 32);

-- What is swept away by age is found by it.
create index on kernel.form_receipts (recorded_at);
create index on kernel.sessions (expires_at);
create index on kernel.sign_in_failures (last_at);

-- How often somebody did something that is limited for all processes together. Not worth a write-ahead log: after a crash counting begins anew.
create unlogged table kernel.rate_counts (
  key     bytea primary key check (octet_length(key) = 32), -- HMAC of the limit's name and the reader's address, under the day's salt
  points  integer not null check (points > 0),
  ends_at timestamptz not null
);
create index on kernel.rate_counts (ends_at);

-- Taken away with its day: after that nobody, not even we, can tell whose address a key was.
create table kernel.daily_salts (
  day  date primary key,
  salt bytea not null check (octet_length(salt) = 32)
);
