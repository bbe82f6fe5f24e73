alter table tuned_model add column merge_difference double precision;
alter table tuned_model add column merge_divergence double precision;
alter table tuned_model add column merge_agreement double precision;
