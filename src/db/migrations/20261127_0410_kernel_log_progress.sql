-- How far the work behind an import's page is changes several times a second without anybody's act: no entry.
select kernel.cover('kernel.imports', null, '{file_name, recorded_by, problem, sealed_passwords}', '{done_count, of_count}');
