import type { ServiceSnapshot } from '../core/snapshot.ts';
import { DETECTOR_STATES } from '../core/vocabularies.ts';
import type { Exposition } from './exposition.ts';
import { serviceLabels } from './serviceLabels.ts';

const ANOMALY_SCORE = 'loadstar_anomaly_score';
const DETECTOR_STATE = 'loadstar_detector_state';
const INSTANCE_ANOMALY_SCORE = 'loadstar_instance_anomaly_score';
const ANOMALY_CONTRIBUTION_RATIO = 'loadstar_anomaly_contribution_ratio';

/** What the detectors say of one service and of at most `maxInstances` of its instances, the most unusual first. */
export function exposeAnomaly(exposition: Exposition, service: ServiceSnapshot, maxInstances: number): void {
  const labels = serviceLabels(service.name, service.labels);
  const { state, scores, contributions, instances } = service.anomaly;
  for (const possible of DETECTOR_STATES) {
    const help = "State of the service's anomaly detector: 1 for the state it is in, else 0.";
    exposition.gauge(DETECTOR_STATE, help, { ...labels, state: possible }, possible === state ? 1 : 0);
  }
  for (const [model, score] of scores) {
    const help = 'Anomaly score of the service: 0 to 1 is normal, above 1 anomalous; absent while warming up or blind.';
    exposition.gauge(ANOMALY_SCORE, help, { ...labels, model }, score);
  }
  for (const [signal, share] of contributions) {
    const help = 'Share of each signal in the current anomaly score; the shares of a service sum to 1.';
    exposition.gauge(ANOMALY_CONTRIBUTION_RATIO, help, { ...labels, signal }, share);
  }
  for (const { instance, score } of instances.slice(0, maxInstances)) {
    const help = 'Anomaly score of an instance: 0 to 1 is normal, above 1 anomalous; the most unusual instances only.';
    exposition.gauge(INSTANCE_ANOMALY_SCORE, help, { ...labels, service_instance_id: instance }, score);
  }
}
