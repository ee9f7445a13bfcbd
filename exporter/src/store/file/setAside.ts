import { existsSync, renameSync } from 'node:fs';

/** Files that SQLite keeps beside a database, by what is added to its name. */
const COMPANIONS = ['-wal', '-shm', '-journal'] as const;

/**
 * Renames a database with its companions to `<path>.<why>-<time>`, so that a new one can be started and nothing is lost;
 * gives the new path. The time is ISO 8601 in its basic form, which is a file name everywhere.
 */
export function setAside(path: string, why: 'torn' | 'foreign', nowSeconds: number): string {
  const time = new Date(nowSeconds * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const name = `${path}.${why}-${time}`;
  let target = name;
  for (let i = 2; existsSync(target); i++) target = `${name}-${i}`;
  // The database first: cut off between the two, SQLite discards a log that has no database.
  renameSync(path, target);
  for (const companion of COMPANIONS) {
    if (existsSync(path + companion)) renameSync(path + companion, target + companion);
  }
  return target;
}
