-- Records are added, never changed. Tables marked "derived" only point into records, and could be
-- filled again from them.

CREATE TABLE article (                -- a row a version, as it came in
  ordinal   INTEGER PRIMARY KEY,      -- order of arrival
  id        TEXT NOT NULL,            -- tocsin.ArticleID
  hash      TEXT NOT NULL,            -- tocsin.VersionHash
  number    INTEGER NOT NULL,         -- version of the document, from 1
  collected TEXT NOT NULL,            -- UTC, fixed width, so that text order is time order
  source    TEXT NOT NULL,
  outlet    TEXT NOT NULL,
  lang      TEXT NOT NULL,
  date      TEXT NOT NULL,            -- as printed
  url       TEXT NOT NULL,
  byline    TEXT NOT NULL,
  title     TEXT NOT NULL,
  text      TEXT NOT NULL,            -- last: it is long and overflows the page
  UNIQUE (id, hash)
) STRICT;
CREATE INDEX article_hash ON article (hash);
CREATE INDEX article_collected ON article (collected, ordinal);
CREATE INDEX article_source ON article (source) WHERE number = 1;

CREATE VIRTUAL TABLE article_words USING fts5 (
  title, text, content = 'article', content_rowid = 'ordinal', tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE reading (                -- a row for an article version and what read it
  id      INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (ordinal),
  tocsin  TEXT NOT NULL,              -- the three parts of tocsin.Versions
  model   TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  skipped TEXT NOT NULL,
  body    TEXT NOT NULL,              -- tocsin.Reading as JSON, spans in bytes
  UNIQUE (article, tocsin, model, lexicon)
) STRICT;
CREATE INDEX reading_skipped ON reading (article, id) WHERE skipped <> '';

CREATE TABLE document (               -- derived: the newest version of a document, for lists of articles
  doc       INTEGER PRIMARY KEY,      -- order of first arrival
  id        TEXT NOT NULL UNIQUE,     -- tocsin.ArticleID
  newest    INTEGER NOT NULL UNIQUE,  -- article.ordinal
  versions  INTEGER NOT NULL,
  reading   INTEGER,                  -- reading.id, newest of the newest version; null: not read yet
  story     TEXT,                     -- of the newest version that has one; null: not known
  speaks    INTEGER NOT NULL,         -- 0 where another document speaks for the story
  day       TEXT NOT NULL,            -- of publication, as printed: 2026-11-20; '' unknown
  published TEXT NOT NULL,            -- UTC, for the order within a day; '' unknown
  outlet    TEXT NOT NULL,
  source    TEXT NOT NULL,
  lang      TEXT NOT NULL             -- as given, else as read
) STRICT;
CREATE INDEX document_order ON document (day DESC, published DESC, newest DESC, speaks, outlet);
CREATE INDEX document_story ON document (story, doc);

CREATE TABLE statement (              -- derived from document.reading: the statements that lists show
  id        INTEGER PRIMARY KEY,
  doc       INTEGER NOT NULL REFERENCES document (doc),
  n         INTEGER NOT NULL,         -- place in the reading's list, from 0
  article   INTEGER NOT NULL REFERENCES article (ordinal),
  speaks    INTEGER NOT NULL,         -- these four as in document
  day       TEXT NOT NULL,
  published TEXT NOT NULL,
  outlet    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  confidence REAL NOT NULL,
  disputed  INTEGER NOT NULL,
  speaker      TEXT NOT NULL,         -- canonical name
  organisation TEXT NOT NULL,
  folded_speaker      TEXT NOT NULL,  -- case folded
  folded_organisation TEXT NOT NULL,
  chain     TEXT NOT NULL,            -- JSON list of names
  source    TEXT NOT NULL,            -- words
  cue       TEXT NOT NULL,
  content   TEXT NOT NULL
) STRICT;
CREATE INDEX statement_doc ON statement (doc, kind);
CREATE INDEX statement_order ON statement (day DESC, published DESC, article DESC, n, speaks, kind, confidence, outlet);
CREATE INDEX statement_speaker ON statement (speaker) WHERE speaks;
CREATE INDEX statement_organisation ON statement (organisation) WHERE speaks AND organisation <> '';
CREATE INDEX statement_outlet ON statement (outlet) WHERE speaks;

CREATE VIRTUAL TABLE statement_words USING fts5 (
  speaker, source, cue, content, content = 'statement', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE event (                  -- derived from document.reading: the events that lists show
  id         INTEGER PRIMARY KEY,
  doc        INTEGER NOT NULL REFERENCES document (doc),
  n          INTEGER NOT NULL,
  article    INTEGER NOT NULL REFERENCES article (ordinal),
  speaks     INTEGER NOT NULL,
  day        TEXT NOT NULL,
  published  TEXT NOT NULL,
  type       TEXT NOT NULL,
  counts     INTEGER NOT NULL,        -- tocsin.Realis.Counts
  country    TEXT NOT NULL,
  actors     TEXT NOT NULL,           -- JSON list of names
  recipients TEXT NOT NULL,
  words      TEXT NOT NULL            -- the sentence of the trigger
) STRICT;
CREATE INDEX event_doc ON event (doc, type, counts);
CREATE INDEX event_order ON event (day DESC, published DESC, article DESC, n, speaks, counts, type, country);

CREATE TABLE party (                  -- derived: who takes part in an event
  event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  code  TEXT NOT NULL,
  name  TEXT NOT NULL                 -- case folded
) STRICT;
CREATE INDEX party_event ON party (event);

CREATE TABLE copy (                   -- what a version is a copy of
  version TEXT PRIMARY KEY,           -- tocsin.VersionHash
  story   TEXT NOT NULL,
  of      TEXT NOT NULL,
  share   REAL NOT NULL,
  why     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_story ON copy (story);

CREATE TABLE source (
  id     TEXT PRIMARY KEY,
  kind   TEXT NOT NULL,
  url    TEXT NOT NULL,
  name   TEXT NOT NULL,
  added  TEXT NOT NULL,
  paused INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE fetch (                  -- a row a reading of a source
  id       INTEGER PRIMARY KEY,
  source   TEXT NOT NULL REFERENCES source (id),
  at       TEXT NOT NULL,
  took     INTEGER NOT NULL,          -- nanoseconds
  status   INTEGER NOT NULL,
  etag     TEXT NOT NULL,
  modified TEXT NOT NULL,
  error    TEXT NOT NULL,
  read     INTEGER NOT NULL,
  new      INTEGER NOT NULL,
  updated  INTEGER NOT NULL,
  same     INTEGER NOT NULL,
  refused  INTEGER NOT NULL,
  failed   INTEGER NOT NULL
) STRICT;

CREATE TABLE health (                 -- derived: the sum of a source's fetches
  source  TEXT PRIMARY KEY REFERENCES source (id),
  last    INTEGER NOT NULL REFERENCES fetch (id),
  good    TEXT NOT NULL,              -- time of the newest fetch without error; '' none
  fetches INTEGER NOT NULL,
  errors  INTEGER NOT NULL,
  read    INTEGER NOT NULL,
  new     INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  same    INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  failed  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (
  id     INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,
  source TEXT NOT NULL,               -- tocsin.SourceID; '' by hand
  item   TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX refusal_at ON refusal (at, id);
CREATE INDEX refusal_source ON refusal (source, at, id);
