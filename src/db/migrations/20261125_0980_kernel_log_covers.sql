-- What came with the cases, the desk and the city's own data and is a fact: their rows leave entries in the provable log.
select kernel.cover('kernel.case_supervisions', null, '{demand, person_id, result}');
select kernel.cover('kernel.case_notices', null, '{words_zh, words_en}');
select kernel.cover('kernel.stand_ins', null, '{to_person_id, recorded_by}');
select kernel.cover('kernel.absences', null, '{person_id, reason, recorded_by}');
select kernel.cover('kernel.site', null, '{recorded_by}');
