import type { FastifyRequest } from 'fastify';
import type { Command } from '../command/definition.ts';
import { UserError } from '../errors.ts';
import { coerced } from './coerce.ts';
import { type Endpoint, takesBody } from './endpoint.ts';

type Values = Record<string, unknown>;
type Request = Pick<FastifyRequest, 'query' | 'params' | 'body'>;

const defaultLimit = 50;

/**
 * The command's input as the request gives it, still unchecked: `execute` refuses unknown keys and
 * wrong values. POST and PUT take the body, everything else the query; throws UserError for options in the
 * other place and for one that is given twice.
 */
export function readInput(endpoint: Endpoint, command: Command, request: Request): Values {
  const { names, params, fixed, defaults } = endpoint;
  const set = { ...fixed, ...coerced(command, renamed(valuesOf(request.params), params)) };
  const given = takesBody(endpoint)
    ? renamed(bodyOf(request), names)
    : coerced(command, renamed(queryOf(request), names));
  for (const field of Object.keys(given)) {
    if (Object.hasOwn(set, field)) throw badInput(`"${field}" is given by the address already.`);
  }
  return withLimit(command, { ...defaults, ...given, ...set });
}

function bodyOf({ query, body }: Request): Values {
  if (Object.keys(valuesOf(query)).length > 0) {
    throw badInput('Options go into the body here, not into the address.');
  }
  if (typeof (body ?? {}) !== 'object' || Array.isArray(body)) {
    throw badInput('The body is not a JSON object.');
  }
  return valuesOf(body);
}

function queryOf({ query, body }: Request): Values {
  if (body !== undefined && body !== null) {
    throw badInput('Options go into the address here, not into a body.');
  }
  return valuesOf(query);
}

function renamed(values: Values, names: Readonly<Record<string, string>> = {}): Values {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    const field = (Object.hasOwn(names, name) ? names[name] : undefined) ?? name;
    if (fields.has(field)) throw badInput(`"${field}" is given twice.`);
    fields.set(field, value);
  }
  return Object.fromEntries(fields);
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
