-- Times are milliseconds since 1970. subject_key is unique among the comparisons that have not failed.
create table comparisons (
  id varchar(64) primary key,
  base varchar(512) not null,
  tuned varchar(512) not null,
  dataset varchar(512) not null,
  subject_key varchar(64) unique,
  created_at bigint not null,
  status varchar(16) not null,
  attempts integer not null,
  percent double precision not null,
  lease_owner varchar(64),
  lease_until bigint,
  finished_at bigint,
  result text,
  failure_code varchar(128),
  failure_message text
);

create index comparisons_by_status on comparisons (status, created_at);

create table comparison_items (
  comparison_id varchar(64) not null references comparisons (id),
  position integer not null,
  row_id varchar(64) not null,
  item text not null,
  primary key (comparison_id, position)
);
