import type { FastifyInstance } from 'fastify';
import type { Command } from '../command/definition.ts';
import type { Commands } from '../command/discover.ts';
import type { Execute } from '../command/execute.ts';
import { actorOf } from './caller.ts';
import { commandEndpoints, type Endpoint, inputSchemas } from './endpoint.ts';
import { envelopeOf, errorEnvelope, successEnvelope } from './envelope.ts';
import type { Limit } from './limits.ts';
import { pageInfo } from './page-info.ts';
import { readInput } from './read-input.ts';
import { ownPaths } from './routes.ts';

type Door = { commands: Commands; execute: Execute; now: () => Date };

/** Commands that fetch something; they are counted on all surfaces together. */
export const grabs: ReadonlySet<string> = new Set(['approve', 'approveall']);

/** Serves every command by its name, and under the paths people know it by. */
export function serveCommands(app: FastifyInstance, door: Door, limitGrab: Limit): void {
  for (const command of door.commands.values()) {
    const paths = ownPaths.filter((endpoint) => endpoint.command === command.name);
    for (const endpoint of [...commandEndpoints(command), ...paths]) {
      serve(app, endpoint, command, door, grabs.has(command.name) ? limitGrab : null);
    }
  }
}

function serve(
  app: FastifyInstance,
  endpoint: Endpoint,
  command: Command,
  { execute, now }: Door,
  limit: Limit | null,
): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      summary: command.description,
      description: `Needs the role ${command.role}.`,
      tags: [endpoint.path.split('/')[1] ?? ''],
      ...inputSchemas(endpoint, command),
      response: { '2xx': successEnvelope, '4xx': errorEnvelope, '5xx': errorEnvelope },
    },
    handler: async (request, reply) => {
      const input = readInput(endpoint, command, request);
      await limit?.(request);
      const { output } = await execute({
        command: command.name,
        input,
        actor: actorOf(request),
        readOnly: endpoint.method === 'GET',
      });
      const file = endpoint.file?.(output);
      if (file) {
        reply.header('content-disposition', `attachment; filename="${file.name}"`);
        return reply.type(file.contentType).send(file.text);
      }
      const data = endpoint.data(output, input);
      const page = pageInfo(command, input, output);
      return envelopeOf(page ? { ...Object(data), page_info: page } : data, now());
    },
  });
}
