-- The questions that people ask an archive, each as one view.

-- Who said what, where and when: one row for each quotation and each of those who say it.
CREATE VIEW quotes_by_person AS
SELECT p.id AS person_id, p.name AS person, o.role, a.published, q.text AS quotation, q.kind,
       q.speaker_mention_text AS named_as, a.id AS article_id, a.heading AS title, a.source, q.id AS quote_id
FROM speakers s
JOIN quotes q ON q.id = s.quote_id
JOIN occurrences o ON o.id = s.occurrence_id
JOIN people p ON p.id = o.entity_id
JOIN articles a ON a.id = q.article_id;

-- The people most quoted, in how many articles, and when.
CREATE VIEW most_quoted AS
SELECT id AS person_id, name AS person, role, country, quotations, articles, first_day, last_day
FROM people WHERE quotations > 0
ORDER BY quotations DESC, articles DESC, name;

-- What happened to each law: the events that have it as their object and the votes on it, by day.
-- The day is that of the event where the text says it (day_from: text), else the day of publication (published); of
-- an article without one it is what the text says of no year (XXXX-07-01). A vote has the day of the event beside it.
CREATE VIEW bill_timeline AS
SELECT i.id AS instrument_id, i.name AS instrument, coalesce(e.earliest, a.published, e.date) AS day,
       CASE WHEN e.earliest IS NULL AND a.published IS NOT NULL THEN 'published'
            WHEN e.date IS NOT NULL THEN 'text' END AS day_from, e.type AS event, e.actor,
       e.modality, e.text, a.id AS article_id, a.heading AS title, a.source
FROM events e
JOIN occurrences o ON o.id = e.object_id
JOIN instruments i ON i.id = o.entity_id
JOIN articles a ON a.id = e.article_id
UNION ALL
SELECT instrument_id, instrument, coalesce(told, published),
       CASE WHEN told IS NOT NULL THEN 'text' WHEN published IS NOT NULL THEN 'published' END, 'vote', body,
       coalesce(outcome, 'done'), coalesce(voted_on || ': ', '') || text, article_id, title, source
FROM (
  SELECT r.*, (
    SELECT e.earliest FROM votes v JOIN events e ON e.article_id = v.article_id AND e.object_id = v.instrument_id
    WHERE v.id = r.vote_id AND e.modality = 'done' AND e.type IN ('approve', 'adopt', 'pass', 'reject', 'amend', 'ratify')
      AND e.start_char BETWEEN v.start_char - 250 AND v.end_char + 20
    ORDER BY abs(e.start_char - v.start_char) LIMIT 1
  ) AS told FROM vote_results r
) WHERE instrument_id IS NOT NULL
ORDER BY instrument_id, day;

-- How many amendments to which law, as each article has it.
CREATE VIEW amendments_per_bill AS
SELECT i.id AS instrument_id, coalesce(i.name, '(none named)') AS instrument, m.value AS amendments, m.modifier,
       m.stage, m.text, a.published, a.id AS article_id, a.heading AS title, a.source
FROM amendments m
JOIN articles a ON a.id = m.article_id
LEFT JOIN occurrences o ON o.id = m.instrument_id
LEFT JOIN instruments i ON i.id = o.entity_id
ORDER BY i.name, a.published;

-- Every result of a vote: what was voted on (a bill, an amendment, a motion) in the words of the text, where the
-- sentence says it, and the law that it is about.
CREATE VIEW vote_results AS
SELECT a.published, v.voted_on, i.name AS instrument, v.votes_for, v.votes_against, v.votes_abstain, v.unanimous,
       v.outcome, b.name AS body, v.text, i.id AS instrument_id, a.id AS article_id, a.heading AS title, a.source, v.id AS vote_id
FROM votes v
LEFT JOIN occurrences b ON b.id = v.body_id
JOIN articles a ON a.id = v.article_id
LEFT JOIN occurrences o ON o.id = v.instrument_id
LEFT JOIN instruments i ON i.id = o.entity_id
ORDER BY a.published;

-- Quotations in which an entity is named (named: 1), or that say "this bill" where the article names one law most (0):
-- who said what about it.
CREATE VIEW said_about AS
WITH words (said) AS (VALUES {words}), laws AS (
  SELECT o.article_id, o.entity_id,
         row_number() OVER (PARTITION BY o.article_id ORDER BY count(*) DESC, min(m.start_char)) AS place
  FROM occurrences o
  JOIN mentions m ON m.occurrence_id = o.id
  WHERE o.kind = 'instruments' AND o.type IN ('bill', 'act', 'resolution')
  GROUP BY o.id
), said AS (
  SELECT q.id AS quote_id, o.entity_id, 1 AS named
  FROM quotes q
  JOIN mentions m ON m.article_id = q.article_id AND m.start_char >= q.start_char AND m.end_char <= q.end_char
  JOIN occurrences o ON o.id = m.occurrence_id
  UNION ALL
  SELECT q.id, l.entity_id, 0
  FROM quotes q
  JOIN laws l ON l.article_id = q.article_id AND l.place = 1
  WHERE EXISTS (SELECT 1 FROM words WHERE ' ' || replace(replace(q.text, ',', ' '), '.', ' ') LIKE '% ' || said || ' %')
)
SELECT t.id AS entity_id, t.name AS about, t.kind, coalesce(e.name, q.speaker) AS speaker, s.entity_id AS speaker_id,
       q.text AS quotation, a.published, a.id AS article_id, a.heading AS title, a.source, q.id AS quote_id,
       max(d.named) AS named
FROM said d
JOIN quotes q ON q.id = d.quote_id
JOIN entities t ON t.id = d.entity_id
JOIN articles a ON a.id = q.article_id
LEFT JOIN occurrences s ON s.id = q.speaker_id
LEFT JOIN entities e ON e.id = s.entity_id
GROUP BY q.id, t.id;

-- People who stand in the same articles, and in how many.
CREATE VIEW who_with_whom AS
SELECT p.id AS person_id, p.name AS person, r.id AS other_id, r.name AS other, count(DISTINCT o.article_id) AS articles,
       min(a.published) AS first_day, max(a.published) AS last_day
FROM people p
JOIN occurrences o ON o.entity_id = p.id
JOIN occurrences w ON w.article_id = o.article_id AND w.kind = 'people' AND w.entity_id > o.entity_id
JOIN people r ON r.id = w.entity_id
JOIN articles a ON a.id = o.article_id
GROUP BY p.id, r.id
ORDER BY articles DESC;
