import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry } from 'prom-client';
import { type ApiKeys, requireKeyOrBearer } from './authenticate.ts';
import { noteMethods } from './other-methods.ts';

export type Sample = { labels?: Record<string, string>; value: number };
export type Figures = () => Promise<
  readonly { name: string; help: string; samples: readonly Sample[] }[]
>;

const prefix = 'shelfwarden_';
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** `/metrics` in the form of Prometheus, for a key; figures are read at each scrape, durations are of this process. */
export function serveMetrics(
  app: FastifyInstance,
  { figures, apiKeys, durations }: { figures: Figures; apiKeys: ApiKeys; durations: Registry },
): void {
  requireKeyOrBearer(app, apiKeys);
  const refuseOthers = noteMethods(app);
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
  refuseOthers();
}

/** Measures every answer of the server, by route and status. */
export function measureAnswers(app: FastifyInstance): Registry {
  const registry = new Registry();
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
  return registry;
}
