-- whose what is on its way is, since what is left of it is removed with that user's rights; what was left before stays, as nobody knows whose it is
DROP TABLE arrival;

CREATE TABLE arrival (
  path TEXT PRIMARY KEY,
  user TEXT NOT NULL
) STRICT, WITHOUT ROWID;
