-- Gazette issues and press conferences are facts: their rows leave entries in the provable log.
select kernel.cover('disclosure.gazette_issues', 'gazette_issue', '{recorded_by}');
select kernel.cover('disclosure.gazette_articles', 'gazette_issue');
select kernel.cover('disclosure.press_conferences', 'press_conference', '{recorded_by}');
