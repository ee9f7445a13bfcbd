import { z } from 'zod';
import { FINGERPRINT_COMPONENTS } from '../core/fingerprint.ts';

const componentSchema = z.enum(FINGERPRINT_COMPONENTS);

/** A component that differs: `ratio` is how many times the other's it is (1.3: 30 % more; a trend: per day). */
const differenceSchema = z.object({
  component: componentSchema,
  ratio: z.number(),
  /** In units of what counts as a difference; beyond 3 or −3 it stands out. */
  deviation: z.number(),
});

/** GET /api/v1/services/:name/clusters: which instances are alike, and how versions differ. */
export const clustersSchema = z.object({
  service: z.string(),
  /** Mean silhouette, −1 to 1; null with fewer than two clusters. */
  silhouette: z.number().nullable(),
  /** Why there is no cluster, or only one; null where there are several. */
  reason: z.string().nullable(),
  clusters: z.array(
    z.object({
      id: z.string(),
      instances: z.array(z.object({ instance: z.string(), version: z.string().nullable() })),
      /** What its instances have in common that the service's usual instance has not; medians over its instances. */
      traits: z.array(differenceSchema),
    }),
  ),
  /** Each version against the one that most instances have, cluster by cluster. */
  versions: z.array(
    z.object({
      clusterId: z.string(),
      version: z.string(),
      against: z.string(),
      /** False where the other version has no instance in this cluster: it is then held against all of them. */
      sameCluster: z.boolean(),
      instances: z.array(z.string()),
      differences: z.array(differenceSchema),
    }),
  ),
});
export type ServiceClusters = z.infer<typeof clustersSchema>;

/** GET /api/v1/services/:name/fingerprints: every instance, the most unusual first. */
export const fingerprintsSchema = z.object({
  service: z.string(),
  /** Why there are none, or nothing to compare; null otherwise. */
  reason: z.string().nullable(),
  /** What each component means. */
  components: z.array(z.object({ component: componentSchema, description: z.string() })),
  instances: z.array(
    z.object({
      instance: z.string(),
      version: z.string().nullable(),
      clusterId: z.string(),
      /** Components that stand out. */
      standsOut: z.array(componentSchema),
      /** All components, the most deviating first. */
      components: z.array(differenceSchema),
    }),
  ),
});
export type ServiceFingerprints = z.infer<typeof fingerprintsSchema>;
