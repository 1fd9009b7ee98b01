import type { FastifyInstance } from 'fastify';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import { type ApiKeys, requireKeyOrBearer } from './authenticate.ts';

export type Sample = { labels?: Record<string, string>; value: number };
export type Figures = () => Promise<
  readonly { name: string; help: string; samples: readonly Sample[] }[]
>;

const prefix = 'shelfwarden_';
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Other programs may take as long as a request waits. */
const outsideBucketsSeconds = [0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A request of ours to another program. */
export type OutsideRequest = { service: string; outcome: string; seconds: number };
/** Tells of every such request from now on; answers what ends that. */
export type OutsideRequests = (hear: (request: OutsideRequest) => void) => () => void;

/** `/metrics` in the form of Prometheus, for a key; figures are read at each scrape, durations are of this process. */
export function serveMetrics(
  app: FastifyInstance,
  { figures, apiKeys, durations }: { figures: Figures; apiKeys: ApiKeys; durations: Registry },
): void {
  requireKeyOrBearer(app, apiKeys);
  app.get('/', { schema: { hide: true } }, async (_request, reply) => {
    const registry = new Registry();
    for (const { name, help, samples } of await figures()) {
      const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))];
      const gauge = new Gauge({ name: prefix + name, help, labelNames, registers: [registry] });
      for (const { labels = {}, value } of samples) gauge.set(labels, value);
      if (samples.length === 0) registry.removeSingleMetric(prefix + name);
    }
    const text = await Registry.merge([registry, durations]).metrics();
    return reply.type(registry.contentType).send(text);
  });
}

/** Measures the server's answers by route and status, and what it asks others by service and outcome. */
export function measureDurations(app: FastifyInstance, requests?: OutsideRequests): Registry {
  const registry = new Registry();
  measureAnswers(app, registry);
  if (requests) measureRequests(app, registry, requests);
  return registry;
}

function measureAnswers(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: `${prefix}http_seconds`,
    help: 'How long answers took',
    labelNames: ['route', 'status'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  app.addHook('onResponse', async ({ routeOptions }, { statusCode, elapsedTime }) => {
    const labels = { route: routeOptions.url ?? 'none', status: String(statusCode) };
    seconds.observe(labels, elapsedTime / 1000);
  });
}

function measureRequests(
  app: FastifyInstance,
  registry: Registry,
  requests: OutsideRequests,
): void {
  const histogram = new Histogram({
    name: `${prefix}service_seconds`,
    help: 'How long other programs took to answer',
    labelNames: ['service', 'outcome'],
    buckets: outsideBucketsSeconds,
    registers: [registry],
  });
  const stop = requests(({ service, outcome, seconds }) =>
    histogram.observe({ service, outcome }, seconds),
  );
  app.addHook('onClose', async () => stop());
}
