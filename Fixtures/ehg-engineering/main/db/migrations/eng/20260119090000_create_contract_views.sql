-- The contract views, as db/views/eng has them at this point.

-- migrate:up
begin;
set local lock_timeout = '5s';

create view eng.v_eng_trace
  with (security_invoker = true, security_barrier = true)
as
select
  directive.id as directive_id,
  directive.directive_key,
  directive.title as directive_title,
  directive.status as directive_status,
  requirement.id as requirement_id,
  requirement.requirement_key,
  requirement.title as requirement_title,
  requirement.status as requirement_status,
  item.id as backlog_id,
  item.backlog_key,
  item.status as backlog_status,
  release.planned_on as release_planned_on,
  release.cut_at as release_cut_at,
  link.repository,
  link.commit_sha
from eng.strategic_directives_v2 as directive
left join eng.product_requirements_v2 as requirement on requirement.sd_id = directive.id
left join eng.eng_backlog as item on item.requirement_id = requirement.id
left join eng.eng_releases as release on release.id = item.release_id
left join eng.eng_commit_links as link on link.backlog_id = item.id;

comment on view eng.v_eng_trace is 'From a directive to its commits, a row for each path; what is not reached yet is null.';
revoke all on table eng.v_eng_trace from public, anon, authenticated, service_role;
grant select on table eng.v_eng_trace to service_role;

create view eng.v_eng_prd_payload_v1
  with (security_invoker = true, security_barrier = true)
as
select
  requirement.id as requirement_id,
  requirement.requirement_key,
  requirement.version,
  requirement.title,
  requirement.problem,
  requirement.status,
  directive.id as directive_id,
  directive.directive_key,
  coalesce(
    jsonb_agg(
      jsonb_build_object(
        'position', criterion.position,
        'statement', criterion.statement,
        'verifiedBy', criterion.verified_by,
        'verifiedAt', criterion.verified_at)
      order by criterion.position)
    filter (where criterion.id is not null),
    '[]'::jsonb) as acceptance_criteria
from eng.product_requirements_v2 as requirement
join eng.strategic_directives_v2 as directive on directive.id = requirement.sd_id
left join eng.eng_acceptance_criteria as criterion on criterion.requirement_id = requirement.id
group by requirement.id, directive.id;

comment on view eng.v_eng_prd_payload_v1 is 'A requirement as a document, with its acceptance criteria as JSON in their order.';
revoke all on table eng.v_eng_prd_payload_v1 from public, anon, authenticated, service_role;
grant select on table eng.v_eng_prd_payload_v1 to service_role;

create view eng.v_eng_backlog_rollup
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
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop view eng.v_eng_backlog_rollup;
drop view eng.v_eng_prd_payload_v1;
drop view eng.v_eng_trace;
commit;
