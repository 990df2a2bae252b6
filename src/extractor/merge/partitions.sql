-- The cards of all entities of Parquet partitions. A view for each table of the partitions stands already (articles,
-- people, …), with the partition's folder as `part`.
CREATE TABLE article AS
SELECT row_number() OVER (ORDER BY part, article) AS place, part, article, strftime(published, '%Y-%m-%d') AS day
FROM articles WHERE error_reason IS NULL;

CREATE VIEW entity AS
SELECT p.part, p.article, p.fact, 'people' AS kind, p.name, NULL AS type, role, affiliation_text AS body, NULL AS number,
       i.country FROM people p LEFT JOIN institutions i ON i.part = p.part AND i.article = p.article
       AND i.fact = p.affiliation_institution_id AND list_contains(getvariable('of_each'), i.type)
UNION ALL SELECT part, article, fact, 'institutions', name, type, NULL, NULL, NULL, country FROM institutions
UNION ALL SELECT part, article, fact, 'instruments', name, type, NULL, NULL, number, country FROM instruments
UNION ALL SELECT part, article, fact, 'places', name, NULL, NULL, NULL, NULL, country FROM places;

-- The country that most bodies and places of an article have.
CREATE VIEW home AS
SELECT part, article, arg_min(country, (-times, country)) AS home FROM (
  SELECT part, article, country, count(*) AS times FROM entity WHERE country IS NOT NULL AND kind <> 'instruments'
  GROUP BY ALL
) GROUP BY ALL;

CREATE VIEW form AS
SELECT part, article, fact, list(DISTINCT regexp_replace(trim(text), '\s+', ' ', 'g')) AS forms
FROM mentions WHERE kind IN ('people', 'institutions', 'instruments', 'places') GROUP BY ALL;

CREATE VIEW spoken AS
SELECT e.part, e.article, e.fact, count(*) AS quotes FROM quotes q JOIN entity e ON e.part = q.part
AND e.article = q.article AND (e.fact = q.speaker_id OR list_contains(string_split(q.co_speakers, '; '), e.name))
GROUP BY ALL;

CREATE TABLE card AS
SELECT row_number() OVER (ORDER BY place, kind, fact) AS key, place, day, home, e.*,
       coalesce(forms, []) AS forms, coalesce(quotes, 0) AS quotes,
       hash(kind, name, type, country, home, number, left(day, 4)) AS spelling
FROM entity e JOIN article USING (part, article) LEFT JOIN home USING (part, article)
LEFT JOIN form USING (part, article, fact) LEFT JOIN spoken USING (part, article, fact);

-- What is written alike, once, with its other forms.
CREATE TABLE spelling AS
SELECT spelling, any_value(kind) AS kind, any_value(name) AS name, any_value(type) AS type,
       any_value(country) AS country, any_value(home) AS home, any_value(number) AS number,
       any_value(left(day, 4)) AS year
FROM card GROUP BY ALL;

CREATE TABLE other_form AS
SELECT spelling, list(DISTINCT form) AS forms
FROM (SELECT spelling, name, unnest(forms) AS form FROM card WHERE kind IN ('institutions', 'instruments'))
WHERE form <> name GROUP BY ALL;

-- Cards of spellings, and below of entities: columns in the order of the fields of a card.
CREATE VIEW spelled AS
SELECT spelling AS key, spelling AS article, kind, name, coalesce(forms, []) AS forms, type, NULL AS role, NULL AS body,
       number, country, home, year || '-01-01' AS day
FROM spelling LEFT JOIN other_form USING (spelling) ORDER BY kind, name, spelling;

-- Python fills these: the last name of each person's name, the block of each spelling.
CREATE TABLE person (name TEXT, last TEXT);
CREATE TABLE joined (spelling UBIGINT, block BIGINT);

CREATE VIEW company AS
SELECT place, list(DISTINCT last) AS company FROM card JOIN person USING (name) WHERE kind = 'people' GROUP BY ALL;

CREATE VIEW ordered AS
SELECT kind, block, part, article, fact, key, place, kind AS of_kind, name, forms, type, role, body, number, country,
       home, day, quotes, CASE kind WHEN 'people' THEN company ELSE [] END
FROM card JOIN joined USING (spelling) LEFT JOIN company USING (place)
ORDER BY kind, block, key;
