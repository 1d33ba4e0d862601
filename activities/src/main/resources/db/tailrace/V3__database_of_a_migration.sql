-- A copy of the database, such as a branch, holds this schema with all its lanes. What tells it from the original is where it is.
-- A worker of format 2 would run a copy's migrations, so it must not start on this.

alter table tailrace.migration
  add column database varchar;       -- hosts and name of the one it was registered in

update tailrace.format set version = 3;
