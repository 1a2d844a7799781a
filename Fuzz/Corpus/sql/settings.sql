set standard_conforming_strings = on; set client_encoding = 'UTF8';
select pg_catalog.set_config('search_path', '', false);
select 'a\' || '; drop table t; --';
/* a /* nested */ comment */ select 1\g
