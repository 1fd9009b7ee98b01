import { z } from 'zod';
import { type Html, html } from './html.ts';

const description = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string().optional(),
        description: z.string().optional(),
        parameters: z.array(z.object({ name: z.string() })).optional(),
        requestBody: z.unknown().optional(),
      }),
    ),
  ),
});
const body = z.object({
  content: z.object({
    'application/json': z.object({
      schema: z.object({ properties: z.record(z.string(), z.unknown()) }),
    }),
  }),
});

/** The description of the API as a page: what each path is for and what it takes. */
export function apiPage(described: object): Html {
  const { paths } = description.parse(described);
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { summary, description: role, parameters = [], requestBody } = operation;
      const inBody =
        body.safeParse(requestBody).data?.content['application/json'].schema.properties;
      const options = [...parameters.map(({ name }) => name), ...Object.keys(inBody ?? {})];
      return html`<tr role="row"><td role="cell" data-label="Path"><code>${method.toUpperCase()} ${path}</code></td><td role="cell" data-label="For">${summary} ${role && html`<small>${role}</small>`}</td><td role="cell" data-label="Options">${options.join(', ')}</td></tr>`;
    }),
  );
  const head = ['Path', 'What it is for', 'Options'].map(
    (name) => html`<th role="columnheader" scope="col">${name}</th>`,
  );
  return html`<h2>API</h2><p class="text">The key goes into the header X-API-Key. Programs read the same at <a href="/api/openapi.json">/api/openapi.json</a>.</p><table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
}
