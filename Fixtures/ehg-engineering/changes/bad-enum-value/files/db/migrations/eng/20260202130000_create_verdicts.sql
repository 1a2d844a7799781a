-- migrate:up
begin;
set local lock_timeout = '5s';

create type eng.verdict as enum ('pass', 'fail');
alter table eng.eng_qa_gates add column verdict eng.verdict;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_qa_gates drop column verdict;
drop type eng.verdict;
commit;
