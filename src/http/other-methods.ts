import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { Refusal } from './refusal.ts';

/** Which methods a path takes, of the routes added to `app` from now on; none for an unknown path. */
export function noteMethods(app: FastifyInstance): (path: string) => HTTPMethods[] {
  const taken = new Map<string, Set<HTTPMethods>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = taken.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one as HTTPMethods);
    taken.set(url, known);
  });
  return (path) => {
    const parts = partsOf(path);
    const fitting = [...taken].filter(([url]) => isAt(partsOf(url), parts));
    return [...new Set(fitting.flatMap(([, known]) => [...known]))];
  };
}

/** Answers OPTIONS, and refuses the methods a path does not take; routes for all that would slow the start. */
export function refuseMethod(
  { method }: FastifyRequest,
  reply: FastifyReply,
  known: readonly HTTPMethods[],
): FastifyReply {
  const allow = [...known, 'OPTIONS'].join(', ');
  reply.header('allow', allow);
  if (method === 'OPTIONS') return reply.code(204).send();
  throw new Refusal(
    405,
    'bad_input',
    `This address does not take ${method}.`,
    `It takes ${allow}.`,
  );
}

function partsOf(url: string): string[] {
  return (url.split('?')[0] ?? '').replace(/\/$/, '').split('/');
}

function isAt(route: readonly string[], parts: readonly string[]): boolean {
  const fits = (part: string, at: number) => part === parts[at] || (part[0] === ':' && parts[at]);
  return route.length === parts.length && route.every(fits);
}
