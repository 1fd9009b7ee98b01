import type { FastifyInstance } from 'fastify';

const refuse = (): never => {
  throw new Error('nothing is compiled from schemas');
};
/** In place of Fastify's own compilers, which it would load without ever asking them. */
export const notCompiled = { buildValidator: refuse, buildSerializer: refuse };

/** The commands check their input themselves; the schemas of the routes only describe it. */
export function describeOnly(app: FastifyInstance): void {
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}
