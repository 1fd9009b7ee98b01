import { textOf } from '../arguments.ts';
import type { Outcome } from '../delivery.ts';
import { type Interaction, observe } from '../interaction.ts';
import { openTrigger } from '../triggers.ts';
import { type View, viewJson } from '../view.ts';
import { closeAll, closeView } from '../view-store.ts';
import { answerSubmission } from './answer-submission.ts';
import { fillIn, type Given } from './fill-in.ts';
import { frameJson, type Stage } from './stage.ts';

/** Fills a modal in and sends it; with an input missing or too long the client keeps it back. */
export async function submit(stage: Stage, view: View, given: Given): Promise<Interaction> {
  const { workspace, account, line } = stage;
  mustBeOpen(stage, view);
  const seen = observe(workspace, account);
  view.errors = fillIn(workspace, view, given);
  if (Object.keys(view.errors).length > 0) return seen('not_delivered');
  const about = `submission of ${textOf(view.content, 'callback_id') ?? view.id}`;
  const delivery = await line.deliver({
    kind: 'interactive',
    about,
    acceptsPayload: true,
    payload: {
      type: 'view_submission',
      ...frameJson(stage),
      trigger_id: openTrigger(workspace, account.id, view.id),
      view: viewJson(workspace, view),
      response_urls: [],
    },
  });
  if (delivery.outcome !== 'acknowledged') return seen(delivery.outcome);
  answerSubmission(stage, view, delivery.payload, about);
  return seen('acknowledged');
}

/** Closes a modal by its button; the app hears of it only when it asked to. */
export async function close(stage: Stage, view: View): Promise<Interaction> {
  const { workspace, account, line } = stage;
  mustBeOpen(stage, view);
  const seen = observe(workspace, account);
  const all = view.content['clear_on_close'] === true;
  if (all) closeAll(workspace, account.id);
  else closeView(workspace, view);
  let outcome: Outcome = 'not_delivered';
  if (view.content['notify_on_close'] === true) {
    const payload = {
      type: 'view_closed',
      ...frameJson(stage),
      view: viewJson(workspace, view),
      is_cleared: all,
    };
    const about = `closing of ${view.id}`;
    const envelope = { kind: 'interactive', about, acceptsPayload: false, payload } as const;
    outcome = (await line.deliver(envelope)).outcome;
  }
  return seen(outcome);
}

function mustBeOpen({ account }: Stage, view: View): void {
  if (!view.open || view.user !== account.id || view.type !== 'modal') {
    throw new Error(`${account.name} does not have this modal open`);
  }
}
