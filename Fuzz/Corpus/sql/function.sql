create function f(a int) returns int language plpgsql as $$ begin if a > 0 then return a; end if; execute 'drop table t'; end $$;
create procedure p() begin atomic select 1; select 2; end;
do $$ begin perform f(1); end $$;
