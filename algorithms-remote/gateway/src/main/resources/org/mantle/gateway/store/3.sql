-- Ids are taken in blocks: the last of the block that a gateway took who has not ended properly, or not yet; 0 when it has.
ALTER TABLE last_job ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
