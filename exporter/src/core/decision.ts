/** One entry of the decision log: what was decided, why, by whom, and on what evidence. */
export interface Decision {
  readonly timestampSeconds: number;
  /** Kind in snake case, e.g. `run_started`, `model_chosen`. */
  readonly kind: string;
  /** What it is about: a service, a test, a run. */
  readonly subject: string;
  readonly choice: string;
  readonly reason: string;
  /** `loadstar` or the name of the token that asked. */
  readonly actor: string;
}
