import { expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { ownPaths } from '../../src/http/routes.ts';
import { startServing } from './serving.ts';
import { testCommands } from './test-commands.ts';

type Operation = {
  summary: string;
  parameters?: { in: string; name: string; required?: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, unknown>;
};
type Description = {
  openapi: string;
  info: { version: string };
  components: { securitySchemes: Record<string, unknown> };
  paths: Record<string, Record<string, Operation>>;
};

async function describe(commands = testCommands): Promise<Description> {
  await using http = await startServing({ commands });
  const { text } = await http.ask('/api/openapi.json');
  return JSON.parse(text) as Description;
}

test('the description lists every command with its method and its options', async () => {
  const { openapi, info, components, paths } = await describe();

  expect(openapi).toBe('3.1.0');
  expect(info.version).toBe('1.2.3');
  expect(components.securitySchemes).toEqual({
    key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  });
  for (const { name, effect, description, input } of testCommands.values()) {
    const operation = paths[`/api/commands/${name}`]?.[effect === 'read' ? 'get' : 'post'];
    const body = operation?.requestBody?.content['application/json']?.schema;
    const options =
      effect === 'read'
        ? operation?.parameters?.map((parameter) => parameter.name)
        : Object.keys(body?.['properties'] ?? {});
    expect(operation?.summary).toBe(description);
    expect(options).toEqual(Object.keys(input.shape));
    expect(operation?.responses).toMatchObject({
      '2XX': {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Success' } } },
      },
      '4XX': {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    });
  }
});

test('the form of each option comes from the command', async () => {
  const { paths } = await describe();

  const parameters = paths['/api/commands/shelf']?.['get']?.parameters;
  const note = paths['/api/commands/note']?.['post']?.requestBody?.content['application/json'];
  expect(parameters?.find((one) => one.name === 'limit')?.schema).toMatchObject({
    type: 'integer',
    minimum: 1,
    maximum: 500,
  });
  expect(note?.schema).toMatchObject({ additionalProperties: false });
  const cancel = paths['/api/commands/cancel']?.['post']?.requestBody?.content['application/json'];
  expect(cancel?.schema['properties']).toMatchObject({
    download: { description: 'number of the download' },
  });
});

test('an option that stands in the address is described there', async () => {
  const { paths } = await describe();

  const approve = paths['/api/proposals/{id}/approve']?.['post'];
  expect(approve?.parameters).toMatchObject([{ in: 'path', name: 'id', required: true }]);
  expect(approve?.requestBody?.content['application/json']?.schema['properties']).toEqual({
    override: { type: 'boolean' },
  });
});

test('methods a path refuses and hooks are not part of the description', async () => {
  const { paths } = await describe();

  expect(Object.keys(paths['/api/commands/note'] ?? {})).toEqual(['post']);
  expect(Object.keys(paths).filter((path) => path.includes('hooks'))).toEqual([]);
});

test('the real commands are all described, with every path of the table', async () => {
  const commands = await discoverCommands();

  const { paths } = await describe(commands);

  for (const name of commands.keys()) expect(paths).toHaveProperty([`/api/commands/${name}`]);
  for (const { method, path } of ownPaths) {
    const described = `/api${path.replaceAll(/:(\w+)/g, '{$1}')}`;
    expect(paths).toHaveProperty([described, method.toLowerCase()]);
  }
});
