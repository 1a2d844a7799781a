-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column colour text;
comment on column eng.eng_backlog.colour is 'A colour of the board.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column colour;
commit;
