-- migrate:up
-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates add column number integer;
comment on column eng.eng_qa_gates.number is 'The place of the gate in the report.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates drop column number;
commit;
