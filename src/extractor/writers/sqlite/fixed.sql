-- The tables that do not follow from the record: runs, failures, the stored records, and entities over all articles.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, version TEXT NOT NULL, inputs TEXT NOT NULL,
  reading TEXT NOT NULL DEFAULT '{}', -- the options by which facts are found, as JSON
  added INTEGER NOT NULL DEFAULT 0, replaced INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE failures (
  id INTEGER PRIMARY KEY, article TEXT NOT NULL, source TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs(id), UNIQUE (source, article)
);
-- The MinHash signature of the text, first since it is read of all; the record without its text: JSON, by zlib.
CREATE TABLE records (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, signature BLOB NOT NULL,
  record BLOB NOT NULL
);
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  occurrence_id INTEGER REFERENCES occurrences(id) ON DELETE CASCADE, kind TEXT NOT NULL, fact TEXT NOT NULL,
  text TEXT NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL
);
-- All who say a quotation: the speaker and those who say it together with the speaker.
CREATE TABLE speakers (
  quote_id INTEGER NOT NULL REFERENCES quotes(id) ON DELETE CASCADE,
  occurrence_id INTEGER NOT NULL REFERENCES occurrences(id) ON DELETE CASCADE, PRIMARY KEY (quote_id, occurrence_id)
) WITHOUT ROWID;
-- How a later version of an article differs from the first (articles.cluster_id): facts gone, new, or changed.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  first_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, kind TEXT NOT NULL, change TEXT NOT NULL,
  before TEXT, after TEXT
);

-- What merging finds. It can be emptied and made again from the records at any time.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, occurrences INTEGER NOT NULL, block INTEGER NOT NULL
);
-- What names share that may be one entity's, hashed, and the block they are merged in, called by one of its keys.
CREATE TABLE blocks (key INTEGER PRIMARY KEY, block INTEGER NOT NULL);
CREATE TABLE names (
  entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE, name TEXT NOT NULL, articles INTEGER NOT NULL,
  PRIMARY KEY (entity_id, name)
) WITHOUT ROWID;
CREATE TABLE roles (
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE, role TEXT,
  affiliation TEXT, first_day TEXT, last_day TEXT, articles INTEGER NOT NULL
);
-- Why names were taken for one entity, and pairs that stayed two though they may be one.
CREATE TABLE merges (
  id INTEGER PRIMARY KEY, entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE, name TEXT NOT NULL,
  other_name TEXT NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE doubtful (
  id INTEGER PRIMARY KEY, entity_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE, name TEXT NOT NULL, other_name TEXT NOT NULL,
  score REAL NOT NULL, reason TEXT NOT NULL
);
-- What the user has decided: it wins over every score.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
  name TEXT NOT NULL, other_name TEXT NOT NULL, UNIQUE (kind, name, other_name)
);

-- Full-text search over articles and quotations; the triggers keep it in step.
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content = 'articles', content_rowid = 'id', tokenize = 'porter unicode61');
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  DELETE FROM changes WHERE first_id = old.id;
  UPDATE articles SET cluster_id = NULL WHERE cluster_id = old.id;
  INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE VIRTUAL TABLE quotes_fts USING fts5 (text, content = 'quotes', content_rowid = 'id', tokenize = 'porter unicode61');
CREATE TRIGGER quotes_added AFTER INSERT ON quotes BEGIN
  INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER quotes_removed AFTER DELETE ON quotes BEGIN
  DELETE FROM speakers WHERE quote_id = old.id;
  INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
