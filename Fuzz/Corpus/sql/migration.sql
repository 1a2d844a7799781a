-- migrate:up
begin;
create table t (id bigint generated always as identity primary key, n text default E'a\'b');
insert into t (n) values ('x'), (U&'\0041'), ($tag$ ; $tag$);
commit;
-- migrate:down
begin; drop table t cascade; commit;
