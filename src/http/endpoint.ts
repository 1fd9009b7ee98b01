import { z } from 'zod';
import type { Command, InputField } from '../command/definition.ts';
import { shapeOptions } from './answer-shape.ts';

/** One path of the API: which command answers it, and how path and fields are translated. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api. */
  path: string;
  command: string;
  /** Names in the query or body that differ from the input field they fill. */
  names?: Readonly<Record<string, string>>;
  /** Input field filled by each `:name` part of the path. */
  params?: Readonly<Record<string, string>>;
  /** Input fields this path always sets. */
  fixed?: Readonly<Record<string, string | number | boolean>>;
  /** Input fields this path sets unless the request does. */
  defaults?: Readonly<Record<string, string | number>>;
  /** The data of the answer; throws UserError when the output holds nothing of that path. */
  data(output: unknown, input: Readonly<Record<string, unknown>>): unknown;
  /** Name of a list in the data that the command answers whole; its pages are cut here. */
  whole?: string;
  /** The list in the data that is also to be had as a CSV file, with its columns. */
  csv?: { list: string; columns: readonly string[] };
  /** The answer as a file instead of the envelope; null when data is asked for. */
  file?(output: unknown): AnswerFile | null;
};

export type AnswerFile = { contentType: string; name: string; text: string };

/** Lists that are short enough for a chat, by command. */
const wholeLists: Readonly<Record<string, string>> = {
  changes: 'batches',
  events: 'events',
  jobs: 'rows',
  mute: 'mutes',
  notes: 'notes',
  suggest: 'rows',
};

/** The path under which a command is served by its own name, input and output unchanged. */
export function commandEndpoints(command: Command): Endpoint[] {
  const whole = wholeLists[command.name];
  const methods = [
    ...(command.effect === 'read' || command.looks ? (['GET'] as const) : []),
    ...(command.effect === 'change' ? (['POST'] as const) : []),
  ];
  return methods.map((method) => ({
    method,
    path: `/commands/${command.name}`,
    command: command.name,
    data: (output) => output,
    ...(whole && method === 'GET' ? { whole } : {}),
  }));
}

/** Where the options of a call stand. */
export function takesBody({ method }: Endpoint): boolean {
  return method === 'POST' || method === 'PUT';
}

/** What a client may send: names and forms, by place, for the API's description. */
export function inputSchemas(endpoint: Endpoint, command: Command) {
  const { shape } = command.input;
  const params = Object.entries(endpoint.params ?? {});
  const taken = new Set([
    ...params.map(([, field]) => field),
    ...Object.keys(endpoint.fixed ?? {}),
  ]);
  const renamed = new Map(
    Object.entries(endpoint.names ?? {}).map(([name, field]) => [field, name]),
  );
  const free = Object.entries(shape)
    .filter(([field]) => !taken.has(field))
    .map(([field, form]): [string, z.ZodType] => [renamed.get(field) ?? field, form])
    .concat(Object.entries(shapeOptions(endpoint)));
  const inPath = params.map(([name, field]): [string, InputField] => {
    const form = shape[field];
    if (!form) throw new Error(`${endpoint.path}: "${command.name}" has no option "${field}"`);
    return [name, form];
  });
  const place = takesBody(endpoint) ? 'body' : 'querystring';
  return {
    ...(inPath.length > 0 ? { params: z.strictObject(Object.fromEntries(inPath)) } : {}),
    ...(free.length > 0 ? { [place]: z.strictObject(Object.fromEntries(free)) } : {}),
  };
}
