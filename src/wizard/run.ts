import { randomBytes } from 'node:crypto';
import { askClient } from './ask-client.ts';
import { askDiscord } from './ask-discord.ts';
import { askLibrary } from './ask-library.ts';
import { askSlack } from './ask-slack.ts';
import { askTracker } from './ask-tracker.ts';
import type { Asker } from './asker.ts';
import { createDraft, type Draft } from './draft.ts';
import { envLines } from './lines.ts';

/** Asks for everything, tests each connection, and prints the lines of `.env`; writes nothing. */
export async function runWizard(
  asker: Asker,
  environment: Record<string, string | undefined>,
  machineZone: string,
): Promise<void> {
  const draft = createDraft(environment);
  try {
    await askAll(asker, draft);
    await askRest(asker, draft, machineZone);
  } catch (error) {
    // Whatever happened, the only cookie that still works must not be lost with this process.
    if (draft.isSpent) asker.print(newestCookie(draft));
    throw error;
  }
  asker.step('These lines belong into .env (this program never writes it); other lines stay:');
  asker.print(envLines(draft.toWrite()).join('\n'));
}

async function askAll(asker: Asker, draft: Draft): Promise<void> {
  const { chats } = draft.config();
  const chosen = await asker.chooseSeveral(
    'Where should the bot live? (space chooses; none: the terminal)',
    [
      { value: 'discord', label: 'Discord' },
      { value: 'slack', label: 'Slack' },
    ],
    (['discord', 'slack'] as const).filter((name) => chats[name]),
  );
  if (chosen.includes('discord')) await askDiscord(asker, draft);
  if (chosen.includes('slack')) await askSlack(asker, draft);
  await askLibrary(asker, draft);
  await askClient(asker, draft);
  await askTracker(asker, draft);
}

async function askRest(asker: Asker, draft: Draft, machineZone: string): Promise<void> {
  const { TZ } = draft.config().settings;
  const initial = TZ === 'UTC' ? machineZone : TZ;
  draft.values.set('TZ', await asker.text('TZ', 'Time zone of the schedules', { initial }));
  if (draft.present('API_KEY')) return;
  const wanted = await asker.confirm('Make a key for the dashboard, the REST API and MCP?', true);
  if (wanted) draft.values.set('API_KEY', randomBytes(24).toString('hex'));
}

function newestCookie({ values }: Draft): string {
  const line = envLines(new Map([['MAM_ID', values.get('MAM_ID') ?? '']])).join('');
  return `The tracker has replaced its value already; only this one works now:\n${line}`;
}
