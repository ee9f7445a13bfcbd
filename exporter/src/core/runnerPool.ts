/** What a runner is asked to execute: a program under a supervisor, with a gate on loopback that steers it. */
export interface RunnerCommand {
  readonly program: string;
  /**
   * Arguments. What is known only once the gate listens is written as `{gate}` (its base URL) and `{outside:a,b}` (every
   * CIDR except the addresses or CIDRs a and b and the gate's own: what a confined tool is denied).
   */
  readonly args: readonly string[];
  /** The whole environment of the program. The exporter's own is not handed on, since it may hold secrets. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** What the gate tells the generator. Without renewal within the lease (5 s) the gate lets nothing through. */
export interface GateTarget {
  /** Iterations a second that may work; 0 holds all. */
  readonly iterationsPerSecond: number;
  /** Iterations a second that the generator starts. */
  readonly ceilingIterationsPerSecond: number;
}

/** How a program ended. */
export interface RunnerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last lines it wrote, at most 50. */
  readonly lastLines: readonly string[];
}

/** A program that runs on a runner. Its lease is renewed by the runner as long as the exporter lives. */
export interface RunnerProcess {
  /** Things worth knowing of this start that are not errors. */
  readonly notices?: readonly string[];
  readonly exited: Promise<RunnerExit>;
  /** Sets the target; resolves when the gate has it. */
  setTarget(target: GateTarget): Promise<void>;
  /** Asks the program to end (SIGINT), then ends its process group after `graceSeconds`. */
  terminate(graceSeconds: number): Promise<void>;
}

/** A place where a generator can run. */
export interface Runner {
  readonly id: string;
  readonly pool: string;
  launch(command: RunnerCommand): Promise<RunnerProcess>;
}

/** A supply of runners. */
export interface RunnerPool {
  readonly name: string;
  /** Cost of one runner for an hour, in the configured currency; 0 for local ones. */
  readonly costPerHour: number;
  /** More runners than this are never had at once. */
  readonly maxRunners: number;
  /** How long a runner takes to be ready, in seconds. */
  readonly startSeconds: number;
  /** Brings the number of runners to at least `count`; throws a Problem where it cannot. */
  provision(count: number): Promise<readonly Runner[]>;
  runners(): readonly Runner[];
  /** Gives runners back; what still runs on them is ended. */
  release(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
