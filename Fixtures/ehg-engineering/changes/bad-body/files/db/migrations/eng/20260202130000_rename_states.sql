-- migrate:up
begin;
set local lock_timeout = '5s';

set statement_timeout = '1min';
do $$ begin
  update eng.eng_qa_gates set state = 'passed' where state = 'pending';
  commit;
end $$;
do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = 'eng' loop
    execute format('grant insert on eng.%I to authenticated', name);
  end loop;
end $$;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

update eng.eng_qa_gates set state = 'pending' where state = 'passed';
commit;
