-- The second payload of a requirement: the first, and when it was last written.

-- migrate:up
begin;
set local lock_timeout = '5s';

create view eng.v_eng_prd_payload_v2
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
    '[]'::jsonb) as acceptance_criteria,
  requirement.updated_at
from eng.product_requirements_v2 as requirement
join eng.strategic_directives_v2 as directive on directive.id = requirement.sd_id
left join eng.eng_acceptance_criteria as criterion on criterion.requirement_id = requirement.id
group by requirement.id, directive.id;

comment on view eng.v_eng_prd_payload_v2 is 'A requirement as a document, with its acceptance criteria as JSON in their order.';
revoke all on table eng.v_eng_prd_payload_v2 from public, anon, authenticated, service_role;
grant select on table eng.v_eng_prd_payload_v2 to service_role;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop view eng.v_eng_prd_payload_v2;
commit;
