import type { FastifyInstance } from 'fastify';
import type { Command } from '../command/definition.ts';
import type { Commands } from '../command/discover.ts';
import type { Execute } from '../command/execute.ts';
import { cutPage, takeShape } from './answer-shape.ts';
import { actorOf } from './caller.ts';
import { commandEndpoints, type Endpoint, inputSchemas } from './endpoint.ts';
import { errorEnvelope, successEnvelope } from './envelope.ts';
import { csvFile } from './csv-file.ts';
import type { Limit } from './limits.ts';
import { pageInfo } from './page-info.ts';
import { readInput } from './read-input.ts';
import { ownPaths } from './routes.ts';
import { sendData, sendFile } from './send-answer.ts';

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
      const { shape, query } = takeShape(endpoint, Object(request.query));
      const { params, body } = request;
      const input = readInput(endpoint, command, { query, params, body });
      await limit?.(request);
      const { output } = await execute({
        command: command.name,
        input,
        actor: actorOf(request),
        readOnly: endpoint.method === 'GET',
      });
      const data = endpoint.data(output, input);
      const page = pageInfo(command, input, output);
      const file =
        shape.isCsv && endpoint.csv ? csvFile(endpoint.csv, Object(data)) : endpoint.file?.(output);
      if (file) return sendFile(request, reply, file, page);
      const shown =
        shape.page && endpoint.whole ? cutPage(Object(data), endpoint.whole, shape.page) : data;
      return sendData(request, reply, page ? { ...Object(shown), page_info: page } : shown, now());
    },
  });
}
