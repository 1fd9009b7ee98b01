import { messageOf } from '../errors.ts';
import type { Services } from '../services.ts';
import { soon } from './patience.ts';
import type { Problem } from './problems.ts';

const area = 'Prowlarr';

/** Whether Prowlarr answers, and what it complains of itself: searches go on without it. */
export async function prowlarrProblems({
  prowlarr,
}: Pick<Services, 'prowlarr'>): Promise<Problem[]> {
  if (!prowlarr) return [];
  const problem = (text: string, hint: string): Problem => {
    return { area, severity: 'warning', text, hint };
  };
  try {
    const complaints = await soon(prowlarr.complaints());
    return complaints.map((text) => problem(text, 'Prowlarr: System, Status tells more'));
  } catch (error) {
    const hint = 'check PROWLARR_URL and PROWLARR_API_KEY; the tracker is searched without it';
    return [problem(messageOf(error), hint)];
  }
}
