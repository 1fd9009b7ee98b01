import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Command, InputField } from '../command/definition.ts';
import { UserError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

type Values = Record<string, unknown>;

const defaultLimit = 50;

/**
 * The command's input as the request gives it, still unchecked: `execute` refuses unknown keys and
 * wrong values. POST takes the body, everything else the query; throws UserError for options in the
 * other place.
 */
export function readInput(
  endpoint: Endpoint,
  command: Command,
  request: Pick<FastifyRequest, 'query' | 'params' | 'body'>,
): Values {
  const { method, names = {}, params = {}, fixed = {} } = endpoint;
  const inPath = renamed(Object.entries(valuesOf(request.params)), params);
  const given = method === 'POST' ? bodyOf(request) : queryOf(request);
  const isText = method === 'POST' ? inPath : [...inPath, ...renamed(Object.entries(given), names)];
}

function bodyOf({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): Values {
  if (Object.keys(valuesOf(query)).length > 0) {
    throw badInput('Options go into the body here, not into the address.');
  }
  if (typeof (body ?? {}) !== 'object' || Array.isArray(body)) {
    throw badInput('The body is not a JSON object.');
  }
  return valuesOf(body);
}

function queryOf({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): Values {
  if (body !== undefined && body !== null) {
    throw badInput('Options go into the address here, not into a body.');
  }
  return valuesOf(query);
}

/** Words of an address as the numbers and booleans the command takes; other words stay for its own check. */
function coerced(command: Command, values: Values): Values {
  const { shape } = command.input;
  const entries = Object.entries(values).map(([name, value]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    return [name, field && typeof value === 'string' ? coerce(value, field) : value];
  });
  return Object.fromEntries(entries) as Values;
}

function coerce(word: string, field: InputField): unknown {
  const { type } = scalarOf(field).def;
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}

function scalarOf(field: InputField) {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? field.unwrap() : field;
}

/** Lists have one page size over HTTP, unless the command takes less. */
function withLimit(command: Command, input: Values): Values {
  const field = command.input.shape['limit'];
  if (!field || 'limit' in input || !field.safeParse(defaultLimit).success) return input;
  return { ...input, limit: defaultLimit };
}

function valuesOf(value: unknown): Values {
  return (value ?? {}) as Values;
}

function badInput(message: string): UserError {
  return new UserError('bad_input', message, 'Look at /api/openapi.json for the form.');
}
