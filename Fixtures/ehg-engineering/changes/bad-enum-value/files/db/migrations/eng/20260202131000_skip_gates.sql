-- migrate:up
begin;
set local lock_timeout = '5s';

alter type eng.verdict add value 'skipped';
alter table eng.eng_qa_gates alter column verdict set default 'skipped';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates alter column verdict drop default;
commit;
