-- whose what is on its way is, since what is left of it is removed with that user's rights; what was left before stays, as nobody knows whose it is
DROP TABLE arrival;

CREATE TABLE arrival (
  path TEXT PRIMARY KEY,
  user TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Arrays and groups of jobs, and what has come of uploads in pieces.

ALTER TABLE job ADD COLUMN job_group TEXT NOT NULL DEFAULT '';

CREATE INDEX job_of_group ON job (user, job_group, id);

-- how each task of an array goes
CREATE TABLE task (
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  stage TEXT NOT NULL,
  stage_ended INTEGER NOT NULL,
  remark TEXT NOT NULL,
  started INTEGER,
  ended INTEGER,
  exit_code INTEGER,
  process_id INTEGER,
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;

-- what has come of a file that arrives in pieces, as JSON
CREATE TABLE upload (
  -- whose it is and where it goes
  key TEXT PRIMARY KEY,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
