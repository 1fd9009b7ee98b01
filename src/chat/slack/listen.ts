import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import type { Commands } from '../../command/discover.ts';
import { withAttached } from '../common/attached.ts';
import type { Api } from './api.ts';
import type { Conversation } from './conversation.ts';
import { readableLine, readMessage } from './incoming.ts';
import { modalCall, modalFile, modalId, modalPlace } from './modal.ts';
import { askerOf, placeOf, questionsOf, readAction } from './press.ts';

export type ListenOptions = {
  commands: Commands;
  conversation: Conversation;
  slashCommand: string;
  /** All slash commands of the manifest. */
  slashCommands: readonly string[];
  /** Where files of Slack's are, and what has to be sent along to read one. */
  files: Pick<Api, 'isFileHost' | 'fileHeaders'>;
  /** Does the work for a key once, however often Slack delivers it, and sees to its errors. */
  once: (key: string, work: () => Promise<void>) => Promise<void>;
};

/** Connects everything the manifest lists; what wants an acknowledgement gets it before anything else. */
export function listen(app: App, options: ListenOptions): void {
  listenToCommands(app, options);
  listenToPresses(app, options);
  listenToEvents(app, options);
}

function listenToCommands(app: App, options: ListenOptions): void {
  const { commands, conversation, slashCommand, slashCommands, once } = options;
  for (const name of slashCommands) {
    app.command(name, async ({ ack, command: typed }) => {
      await ack();
      const { user_id: id, user_name: userName, channel_id: channel, response_url: url } = typed;
      const text = name === slashCommand ? typed.text : `${name.slice(1)} ${typed.text}`;
      const place = { channel, threadTs: null, responseUrl: url };
      const read = () => readMessage(text, commands);
      await once(typed.trigger_id, () =>
        conversation.answer({ id, name: userName }, place, read, { isPrivate: false }),
      );
    });
  }
}

function listenToPresses(app: App, options: ListenOptions): void {
  const { commands, conversation, files, once } = options;
  app.action(/^/, async ({ ack, body, payload }) => {
    await ack();
    if (body.type !== 'block_actions' || !('block_id' in payload)) return;
    const key = `${body.trigger_id} ${payload.action_id}`;
    await once(key, () => pressed(body, payload as BlockElementAction, options));
  });
  app.view({ callback_id: modalId, type: 'view_submission' }, async ({ ack, body, view }) => {
    await ack();
    const asker = askerOf(body.user);
    const { private_metadata: metadata, state } = view;
    await once(`${view.id} ${view.hash}`, async () => {
      const place = modalPlace(metadata, asker.id);
      const read = async () => {
        const call = modalCall(metadata, state.values, commands);
        const file = modalFile(state.values);
        const { isFileHost, fileHeaders: headers } = files;
        const fetching = { service: 'slack' as const, isFileHost, headers };
        return [await withAttached(commands, call, file, fetching)];
      };
      await conversation.answer(asker, place, read, { isPrivate: true });
      if (place.channel === asker.id) await conversation.showHome(asker);
    });
  });
}

/** A button runs its call or asks first; the answer is for the presser, the message itself is the outbox's. */
async function pressed(
  body: BlockAction,
  action: BlockElementAction,
  { commands, conversation }: ListenOptions,
): Promise<void> {
  const asker = askerOf(body.user);
  const place = placeOf(body);
  const press = questionsOf(action);
  if (press) {
    const about = body.message?.text ?? '';
    return conversation.ask(asker, place, { press, trigger: body.trigger_id, about });
  }
  await conversation.answer(asker, place, () => [readAction(action, commands)], {
    isPrivate: true,
  });
  if (body.view?.type === 'home') await conversation.showHome(asker);
}

function listenToEvents(app: App, options: ListenOptions): void {
  const { commands, conversation, once } = options;
  const hear = (key: string, { channel, thread, user, text }: Heard) =>
    once(key, () => {
      const place = { channel, threadTs: thread ?? null, responseUrl: null };
      const read = () => readMessage(text, commands);
      const manner = { isPrivate: false, line: readableLine(text) };
      return conversation.answer({ id: user, name: user }, place, read, manner);
    });
  app.event('app_mention', async ({ event, body }) => {
    const { channel, thread_ts: thread, user, text } = event;
    if (!user || event.bot_id) return;
    await hear(body.event_id, { channel, thread, user, text });
  });
  app.event('message', async ({ event, body }) => {
    // Edits, deletions and other bots are not people talking to us.
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id) return;
    const { channel, thread_ts: thread, user, text = '' } = event;
    await hear(body.event_id, { channel, thread, user, text });
  });
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const asker = { id: event.user, name: event.user };
    await once(body.event_id, () => conversation.showHome(asker));
  });
}

type Heard = { channel: string; thread: string | undefined; user: string; text: string };
