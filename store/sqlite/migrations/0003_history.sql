-- Events of other people's datasets, as they were imported.

CREATE TABLE history (
  id         INTEGER PRIMARY KEY,     -- order of import
  dataset    TEXT NOT NULL,           -- "ICEWS"
  event      TEXT NOT NULL,           -- id there; some datasets use one id for several events
  day        TEXT NOT NULL,
  type       TEXT NOT NULL,           -- PLOVER; '' for CAMEO's statements and appeals
  cameo      TEXT NOT NULL,
  country    TEXT NOT NULL,           -- of the place, ISO alpha-3
  parties    TEXT NOT NULL,           -- " AFGGOV IRN": each code behind a blank, so that a code's beginning can be asked for
  names      TEXT NOT NULL,           -- case folded
  body       TEXT NOT NULL,           -- tocsin.Record as JSON
  UNIQUE (dataset, event, day, cameo, type, parties, names)
) STRICT;
CREATE INDEX history_order ON history (day DESC, id, dataset, type, country);
