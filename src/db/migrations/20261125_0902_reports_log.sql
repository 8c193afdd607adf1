-- Released reports and their frozen values are facts: their rows leave entries in the provable log.
select kernel.cover('reports.releases', 'report', '{recorded_by}');
select kernel.cover('reports.release_values', 'report_value');
