/** One step of the file's structure. What was released is never changed: a later step changes it. */
export interface Migration {
  /** The file's `user_version` after it; steps follow each other without a gap, from 1 on. */
  readonly version: number;
  /** What it is for, for people. */
  readonly title: string;
  /** SQL statements, run in one transaction with the change of the version. */
  readonly sql: string;
}
