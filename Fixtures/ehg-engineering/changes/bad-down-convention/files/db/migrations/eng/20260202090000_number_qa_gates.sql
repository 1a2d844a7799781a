-- migrate:up
begin;
alter table eng.eng_qa_gates add column number integer;
commit;

-- migrate:up
begin;
comment on column eng.eng_qa_gates.number is 'The place of the gate in the report.';
commit;

-- migrate:down
begin;
alter table eng.eng_qa_gates drop column number;
commit;
