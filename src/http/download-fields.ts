import { z } from 'zod';
import { UserError } from '../errors.ts';
import { snakeCase } from './fields.ts';

const downloads = z.object({
  rows: z.array(
    z.looseObject({
      download: z.number(),
      proposal: z.number().nullable(),
      position: z.string().nullable(),
      state: z.string(),
      detail: z.string().nullable(),
      costClass: z.string().nullable(),
      waitsUntil: z.date().nullable(),
    }),
  ),
  total: z.number(),
});

/** Downloads under the names of the table `downloads`. */
export function downloadsFields(output: unknown) {
  const { rows, total } = downloads.parse(output);
  return {
    downloads: rows.map(
      ({ download, proposal, position, state, detail, costClass, waitsUntil, ...row }) => ({
        id: download,
        proposal_id: proposal,
        ...snakeCase(row),
        series_number: position,
        status: state,
        status_reason: detail,
        release_edition: costClass,
        next_retry: waitsUntil,
      }),
    ),
    total,
  };
}

/** The one download of the address; throws UserError when there is none of that number. */
export function downloadFields(output: unknown) {
  const [download] = downloadsFields(output).downloads;
  if (download) return download;
  throw new UserError(
    'not_found',
    'There is no download of that number.',
    'GET /api/downloads lists them with their numbers.',
  );
}
