alter table t enable row level security, force row level security;
create policy p on t for select to r using (tenant = current_setting('app.t')::int);
grant select on all tables in schema public to r; alter default privileges in schema s grant select on tables to r;
