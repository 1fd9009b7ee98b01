import { UserError } from '../../src/errors.ts';
import { insertProposals } from '../bench/proposals.ts';
import type { RaceResult } from './race-result.ts';
import type { TwoPrograms } from './two-programs.ts';

type Press = { command: 'approve' | 'reject'; program: number; name: string };

/** Four people press at once, two in each program. */
const presses: readonly Press[] = [
  { command: 'approve', program: 0, name: 'ada' },
  { command: 'reject', program: 1, name: 'ben' },
  { command: 'approve', program: 1, name: 'cleo' },
  { command: 'reject', program: 0, name: 'dan' },
];

/** One open proposal a round, decided by four people in the same moment. */
export async function raceDecisions(
  { programs }: TwoPrograms,
  rounds: number,
): Promise<RaceResult> {
  const [first] = programs;
  if (!first) throw new Error('no program');
  const em = first.services.em;
  const proposals = await insertProposals(em(), rounds);
  for (const proposal of proposals) {
    await Promise.all(
      presses.map(async ({ command, program, name }) => {
        const actor = { id: name, name, platform: 'terminal', role: 'operator' } as const;
        await programs[program]?.execute({ command, input: { proposal }, actor }).catch(isToldWho);
      }),
    );
  }
  const [count] = await em().execute<
    { decisions: number; told: number; grabs: number; approved: number }[]
  >(
    `select (select count(*) from proposals where status in ('approved', 'rejected')) as decisions,
            (select count(*) from proposals where status = 'approved') as approved,
            (select count(*) from downloads) as grabs,
            (select count(*) from audit where outcome = 'already_decided') as told`,
  );
  const { decisions = 0, told = 0, grabs = 0, approved = 0 } = count ?? {};
  const violations = [
    ...(decisions === rounds ? [] : [`${decisions} of ${rounds} proposals are decided`]),
    ...(told === rounds * (presses.length - 1) ? [] : [`${told} presses were told who was first`]),
    ...(grabs === approved ? [] : [`${grabs} downloads for ${approved} approvals`]),
  ];
  return { race: 'four presses on one card', rounds, decisions, violations };
}

/** Who comes second hears who was first; anything else is a fault. */
function isToldWho(error: unknown): void {
  if (!(error instanceof UserError) || error.code !== 'already_decided') throw error;
}
