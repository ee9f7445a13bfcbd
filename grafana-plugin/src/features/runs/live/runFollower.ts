import type { Run, RunStreamEvent } from '@loadstar/exporter/contract';
import type { ApiProblem } from '../../../api/apiProblem';
import type { StreamListener } from '../../../api/openStream';
import { toProblem } from '../../../api/toProblem';
import { mergeRun } from './mergeRun';

/** Without a stream a live run is asked for once a second, as often as its series grows. */
const POLL_SECONDS = 1;
/** A stream of an active run that says nothing for so long is given up: something on the way may be holding it back. */
const SILENCE_SECONDS = 5;
/** Pause before the stream is opened again, by the number of failures in a row. */
const RETRY_SECONDS = [1, 2, 5, 10, 30] as const;

/** Both ways in which a run can be followed. */
export interface RunSource {
  /** The run as it is now; rejects with what `toProblem` understands. */
  fetch(): Promise<Run>;
  /** Opens its stream; the answer closes it. */
  open(listener: StreamListener<RunStreamEvent>): () => void;
}

/** What is known of a run, and why it is not known better. */
export interface FollowedRun {
  readonly run: Run | null;
  /** Set only while neither way gives anything. */
  readonly problem: ApiProblem | null;
}

/**
 * Follows a run to its end by its stream, and by asking while the stream cannot be had. A stream tells only of what
 * happens from its opening on; so after each opening the run is asked for until an answer has come that was sent after
 * the stream's first event: what lies before is in the answer, what lies after is in the stream, and seconds that are
 * in both count once.
 */
export class RunFollower {
  readonly #source: RunSource;
  readonly #onChange: (followed: FollowedRun) => void;
  #run: Run | null = null;
  #stopped = false;

  /** Counts the questions; only the answer to the newest counts. */
  #round = 0;
  /** Whether a question is under way or has its time. */
  #asking = false;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;

  /** Counts the openings and closings; only the stream of the newest is listened to. */
  #session = 0;
  #closeStream: (() => void) | null = null;
  /** Whether the stream has told something since its opening. */
  #live = false;
  #caughtUp = false;
  #failures = 0;
  /** Counts the records heard from the stream. */
  #records = 0;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: RunSource, onChange: (followed: FollowedRun) => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  /** Asks for the run now, and follows it from then on. */
  refresh(): void {
    void this.#ask();
  }

  /** Takes what a change answered. */
  accept(run: Run): void {
    this.#records += 1;
    this.#tell(mergeRun(this.#run, run), null);
    this.refresh();
  }

  /** Ends it; nothing is told any more. */
  stop(): void {
    this.#stopped = true;
    this.#detach();
    clearTimeout(this.#pollTimer);
  }

  #tell(run: Run | null, problem: ApiProblem | null): void {
    this.#run = run;
    this.#onChange({ run, problem });
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#pollTimer);
    this.#asking = true;
    const round = ++this.#round;
    const session = this.#live ? this.#session : null;
    const records = this.#records;
    const outdated = (): boolean => this.#stopped || round !== this.#round;
    try {
      const answer = await this.#source.fetch();
      if (outdated()) {
        return;
      }
      this.#tell(mergeRun(this.#run, answer, records === this.#records ? 'all' : 'seconds'), null);
      if (answer.state === 'finished') {
        this.stop();
        return;
      }
      if (session === this.#session) {
        this.#caughtUp = true;
        this.#failures = 0;
      }
    } catch (error) {
      if (outdated()) {
        return;
      }
      if (!this.#live) {
        this.#tell(this.#run, toProblem(error));
      }
    }
    this.#goOn();
  }

  /** After an answer: opens the stream where there is none, and asks again unless the stream tells it all. */
  #goOn(): void {
    const active = this.#run !== null && this.#run.state !== 'finished';
    if (active && this.#closeStream === null && this.#retryTimer === undefined) {
      this.#open();
    }
    this.#asking = !(active && this.#live && this.#caughtUp);
    if (this.#asking) {
      this.#pollTimer = setTimeout(() => void this.#ask(), POLL_SECONDS * 1000);
    }
  }

  #open(): void {
    this.#retryTimer = undefined;
    const session = ++this.#session;
    // Stands until the source has answered; a stream may end before that.
    this.#closeStream = () => undefined;
    this.#listenForSilence();
    const close = this.#source.open({
      onEvent: (event) => session === this.#session && this.#hear(event),
      onEnd: () => session === this.#session && this.#lose(),
    });
    if (session === this.#session) {
      this.#closeStream = close;
    } else {
      close();
    }
  }

  #hear(event: RunStreamEvent): void {
    this.#live = true;
    this.#listenForSilence();
    if (event.type === 'run') {
      this.#records += 1;
      this.#tell(mergeRun(this.#run, event.run), null);
    } else if (this.#run !== null) {
      this.#tell(mergeRun(this.#run, { ...this.#run, series: [event.second] }), null);
    }
    if (event.type === 'run' && event.run.state === 'finished') {
      this.#detach();
      // The record has the last word.
      this.refresh();
    }
  }

  #listenForSilence(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => {
      this.#failures = RETRY_SECONDS.length;
      this.#lose();
    }, SILENCE_SECONDS * 1000);
  }

  /** The stream is gone: ask instead, and try it again later. */
  #lose(): void {
    this.#detach();
    const seconds = RETRY_SECONDS[Math.min(this.#failures, RETRY_SECONDS.length - 1)] ?? POLL_SECONDS;
    this.#failures += 1;
    this.#retryTimer = setTimeout(() => this.#open(), seconds * 1000);
    if (!this.#asking) {
      this.refresh();
    }
  }

  #detach(): void {
    this.#session += 1;
    this.#closeStream?.();
    this.#closeStream = null;
    this.#live = false;
    this.#caughtUp = false;
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }
}
