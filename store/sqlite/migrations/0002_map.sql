-- Where and when events happened, for the map. All derived from the reading; filled from it by the program.

ALTER TABLE event ADD COLUMN begins TEXT NOT NULL DEFAULT '';    -- first day of the event, else the article's; '' unknown
ALTER TABLE event ADD COLUMN ends TEXT NOT NULL DEFAULT '';      -- last day
ALTER TABLE event ADD COLUMN place TEXT NOT NULL DEFAULT '';     -- name
ALTER TABLE event ADD COLUMN precision TEXT NOT NULL DEFAULT ''; -- tocsin.Precision
ALTER TABLE event ADD COLUMN lat REAL;                           -- where it is marked, tocsin.Place.Point; null: nowhere
ALTER TABLE event ADD COLUMN lon REAL;
ALTER TABLE event ADD COLUMN west REAL;                          -- tocsin.Place.Extent
ALTER TABLE event ADD COLUMN south REAL;
ALTER TABLE event ADD COLUMN east REAL;
ALTER TABLE event ADD COLUMN north REAL;
ALTER TABLE event ADD COLUMN shaped INTEGER NOT NULL DEFAULT 0;  -- whether the reading has a geometry of the place

-- In the order in which spots are grouped, with all that a map filters by, so that the table isn't read.
CREATE INDEX event_spot ON event (lat, lon, precision, place, speaks, counts, begins, ends, type, country, west, south, east, north, doc)
  WHERE lat IS NOT NULL;
CREATE INDEX event_begins ON event (begins, ends, speaks, counts, type, country, lat);
