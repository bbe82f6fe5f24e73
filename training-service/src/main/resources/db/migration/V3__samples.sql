alter table job_event add column sampled_step integer;
alter table job_event add column samples text;
