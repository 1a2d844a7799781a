-- Contract: docs/EHG_Engineering/data-contracts/v_eng_backlog_rollup.md
-- The gates are counted for each item first: joined side by side, an item would count once for each of its gates.
-- An item without any gate has null for both counts, so it is never releasable.
create or replace view eng.v_eng_backlog_rollup
  with (security_invoker = true, security_barrier = true)
as
select
  directive.id as directive_id,
  directive.directive_key,
  count(item.id) as items,
  count(item.id) filter (where item.status = 'done') as items_done,
  count(item.id) filter (where item.status in ('open', 'building', 'review')) as items_open,
  coalesce(sum(gate.pending), 0)::bigint as gates_pending,
  coalesce(sum(gate.failed), 0)::bigint as gates_failed,
  count(item.id) filter (where item.status = 'done' and gate.pending + gate.failed = 0) as items_releasable,
  min(release.planned_on) filter (where release.cut_at is null) as next_release_on
from eng.strategic_directives_v2 as directive
left join eng.product_requirements_v2 as requirement on requirement.sd_id = directive.id
left join eng.eng_backlog as item on item.requirement_id = requirement.id and item.status <> 'dropped'
left join eng.eng_releases as release on release.id = item.release_id
left join (
  select
    backlog_id,
    count(*) filter (where state = 'pending') as pending,
    count(*) filter (where state = 'failed') as failed
  from eng.eng_qa_gates
  group by backlog_id
) as gate on gate.backlog_id = item.id
group by directive.id;

comment on view eng.v_eng_backlog_rollup is 'A row for each directive: how much of its work is done, open, held up by gates, and when more goes out.';
revoke all on table eng.v_eng_backlog_rollup from public, anon, authenticated, service_role;
grant select on table eng.v_eng_backlog_rollup to service_role;
