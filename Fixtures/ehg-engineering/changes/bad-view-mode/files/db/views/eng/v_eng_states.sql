create or replace view eng.v_eng_states as select status, count(*) as items from eng.eng_backlog group by status;
