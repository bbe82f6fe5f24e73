alter table checkpoint add column resumable boolean default true not null;
create index checkpoint_resumable on checkpoint (resumable);
