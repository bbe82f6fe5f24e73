alter table training_job add column model varchar(512);
-- The document begins with the wish, and that with its model.
update training_job
set model = substring(
    substring(document from position('"model":"' in document) + 9)
    from 1 for position('"' in substring(document from position('"model":"' in document) + 9)) - 1);
alter table training_job alter column model set not null;
