-- What the gateway remembers. Times are nanoseconds since 1970.

CREATE TABLE account (
  name TEXT PRIMARY KEY,
  algorithm TEXT NOT NULL,
  iterations INTEGER NOT NULL,
  salt TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- by the hash of its token
CREATE TABLE session (
  token TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  stamp TEXT NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- the greatest id that was given to a job, also to one that was not accepted then
CREATE TABLE last_job (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  id INTEGER NOT NULL
) STRICT;

INSERT INTO last_job (only_one, id) VALUES (1, 0);

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  application TEXT NOT NULL,
  command TEXT NOT NULL,
  directory TEXT NOT NULL,
  shown_directory TEXT NOT NULL,
  submitted INTEGER NOT NULL,
  execution_user TEXT,
  execution_id TEXT,
  stage TEXT NOT NULL,
  stage_ended INTEGER NOT NULL,
  remark TEXT NOT NULL,
  started INTEGER,
  ended INTEGER,
  exit_code INTEGER,
  process_id INTEGER,
  -- as its executor needs it; kept after its end unless it is long
  spec TEXT
) STRICT;

CREATE INDEX job_of_user ON job (user, id);
CREATE INDEX job_of_name ON job (user, name, id);
CREATE INDEX job_in_stage ON job (user, stage, id);
CREATE INDEX job_under_way ON job (id) WHERE stage_ended = 0;

-- the marks by which clients submit once
CREATE TABLE submission (
  user TEXT NOT NULL,
  mark TEXT NOT NULL,
  digest TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  PRIMARY KEY (user, mark)
) STRICT, WITHOUT ROWID;

CREATE INDEX submission_of_job ON submission (job);

-- temporary files and folders of what is on its way
CREATE TABLE arrival (
  path TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
