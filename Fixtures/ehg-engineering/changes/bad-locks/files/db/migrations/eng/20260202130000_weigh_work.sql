-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column ticket uuid default gen_random_uuid();
alter table eng.eng_backlog add column weight int not null;
alter table eng.eng_backlog add constraint eng_backlog_weight check (weight > 0);
alter table eng.eng_qa_gates rename column decided_by to judge;
update eng.eng_backlog set status = 'open';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates rename column judge to decided_by;
alter table eng.eng_backlog drop column weight;
alter table eng.eng_backlog drop column ticket;
commit;
