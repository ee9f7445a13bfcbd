import type { ClusterModel, ClusterModelName } from '../../core/cluster.ts';
import { kmeans } from './kmeans.ts';

/** Every cluster model by name; a new one is a line here and a line in the contract suite. */
export const CLUSTER_MODEL_REGISTRY: Readonly<Record<ClusterModelName, ClusterModel>> = { kmeans };
