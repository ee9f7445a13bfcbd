import { parentPort } from 'node:worker_threads';
import type { SerializedModel } from '../core/forecast.ts';
import { ANOMALY_MODEL_REGISTRY } from './anomaly/registry.ts';
import { CLUSTER_MODEL_REGISTRY } from './cluster/registry.ts';
import type { FitAnswer, FitJob } from './fitJob.ts';
import { FORECAST_MODEL_REGISTRY } from './forecast/registry.ts';

/** A thread that fits one model after the other; createModelPool starts it. */
parentPort?.on('message', (job: FitJob) => {
  let answer: FitAnswer;
  try {
    answer = { fitted: fit(job) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});

function fit(job: FitJob): SerializedModel | null {
  if (job.kind === 'forecast') {
    const model = FORECAST_MODEL_REGISTRY[job.model];
    if (model === undefined) throw new RangeError(unknownModel(job.model, FORECAST_MODEL_REGISTRY));
    return model.fit(job.series, job.params, job.seed)?.serialize() ?? null;
  }
  if (job.kind === 'cluster') {
    return CLUSTER_MODEL_REGISTRY[job.model].fit(job.table, job.params, job.seed)?.serialize() ?? null;
  }
  const model = ANOMALY_MODEL_REGISTRY[job.model];
  if (model === undefined) throw new RangeError(unknownModel(job.model, ANOMALY_MODEL_REGISTRY));
  return model.fit(job.rows, job.params, job.seed)?.serialize() ?? null;
}

function unknownModel(name: string, registry: object): string {
  return `there is no model "${name}" yet; there are ${Object.keys(registry).join(', ')}`;
}
