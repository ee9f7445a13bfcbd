import type { StartRun, Test } from '@loadstar/exporter/contract';

/** What a person typed to start a run. */
export interface StartInput {
  readonly requestsPerSecond: string;
  readonly durationSeconds: string;
}

/** Either what to ask of the exporter, or what is wrong with each field. */
export interface StartCheck {
  readonly request: StartRun | null;
  readonly errors: { readonly requestsPerSecond?: string; readonly durationSeconds?: string };
}

/** Longest run that the API takes. */
const MAX_DURATION_SECONDS = 86_400;

function check(text: string, max: number, unit: string): { value?: number; error?: string } {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0 || value > max) {
    return { error: `A number above 0 and at most ${max} ${unit}` };
  }
  return { value };
}

/** Reads the fields of the start form for `test`. */
export function startInput(test: Test, input: StartInput): StartCheck {
  const rate = check(input.requestsPerSecond, test.maxRequestsPerSecond, 'requests per second');
  const duration = check(input.durationSeconds, MAX_DURATION_SECONDS, 'seconds');
  if (rate.value === undefined || duration.value === undefined) {
    return {
      request: null,
      errors: {
        ...(rate.error === undefined ? {} : { requestsPerSecond: rate.error }),
        ...(duration.error === undefined ? {} : { durationSeconds: duration.error }),
      },
    };
  }
  return { request: { test: test.name, requestsPerSecond: rate.value, durationSeconds: duration.value }, errors: {} };
}
