-- What is reviewed must be what was written: drafts are facts from their first word, and leave entries in the provable log.
select kernel.cover('disclosure.drafts', null, '{title, summary, body_text, document_number, keywords, source, author_id, reviewer_id}');
