import { createMam } from '../clients/mam/index.ts';
import type { TrackerSession } from '../clients/mam/session.ts';
import type { Found } from '../setup/finding.ts';
import { lookAtTracker } from '../setup/look-at-services.ts';
import type { Asker } from './asker.ts';
import { ownerOf } from './cookie-owner.ts';
import { type Draft, untilWell } from './draft.ts';

/** The session of the tracker; what is kept is always the newest cookie, never one that is spent. */
export async function askTracker(asker: Asker, draft: Draft): Promise<void> {
  asker.explain('Tracker', [
    'On the site: Preferences, Security, create a session for this program alone.',
    'Lock it to the IP of this machine if that never changes, else to its ASN (the network',
    'of your provider or VPN). "Allow session to set dynamic seedbox": no.',
    'Preferences, Torrent Search: switch Automatic Freeleech Wedge off, or the site spends',
    'your wedges by itself. The value changes with every answer: nothing else may use it.',
  ]);
  await untilWell(asker, () => askSession(asker, draft));
}

async function askSession(asker: Asker, draft: Draft): Promise<Found> {
  const present = draft.present('MAM_ID');
  const typed = await asker.secret('MAM_ID', 'Value of the session (mam_id)', { present });
  draft.values.set('MAM_ID', typed);
  const owner = await ownerOf(typed, draft.config());
  if (owner === 'bot') return usedByBot;
  const isOld = typed === draft.before('MAM_ID');
  if ((isOld || owner === 'unknown') && !(await asker.confirm(mayBeUsed, false))) return untested;
  return await test(asker, draft, typed);
}

async function test(asker: Asker, draft: Draft, typed: string): Promise<Found> {
  const { settings } = draft.config();
  let newest = typed;
  const session: TrackerSession = {
    async exchange(_kind, send) {
      const { value, rotatedCookie } = await send(newest);
      if (rotatedCookie !== undefined) {
        newest = rotatedCookie;
        draft.values.set('MAM_ID', newest);
        draft.isSpent = true;
      }
      return value;
    },
  };
  const { MAM_URL: baseUrl, MAM_USER_AGENT: userAgent } = settings;
  const found = await lookAtTracker({ mam: createMam({ baseUrl, userAgent, session }) });
  if (newest !== typed) {
    asker.step(
      'The tracker has replaced the value by this test: the one you typed is spent. The new one is kept here and comes with the lines at the end.',
    );
  }
  return found;
}

const usedByBot: Found = {
  state: 'open',
  text: 'A bot works with this session already: it is not tested, because each answer replaces its value.',
  hint: 'Its line stays as it is; "doctor" in the bot tests it.',
};
const untested: Found = {
  state: 'open',
  text: 'Not tested; the value is kept as it is.',
  hint: 'npm run doctor tests it with the bot’s own bookkeeping.',
};
const mayBeUsed =
  'A bot may be working with this session. Stop it first: a test takes the session from it. Test now?';
