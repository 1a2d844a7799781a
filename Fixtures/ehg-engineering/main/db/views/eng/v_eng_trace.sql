-- Contract: docs/EHG_Engineering/data-contracts/v_eng_trace.md
-- `with (…)` has to be said again on every replacement: without it PostgreSQL drops the option.
create or replace view eng.v_eng_trace
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
