-- 督查室: the office that supervises (督办) what is late.
alter table kernel.grants drop constraint grants_role_check;
alter table kernel.grants add constraint grants_role_check check (role in (
  'author', 'reviewer', 'leader', 'recorder', 'openness_office', 'report_signer', 'supervisor', 'system_admin', 'security_admin', 'audit_admin'));
