-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates drop column reason cascade;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates add column reason text;
commit;
