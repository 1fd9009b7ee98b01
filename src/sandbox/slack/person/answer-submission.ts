import { isObject } from '../../http.ts';
import { isRefusal } from '../answer.ts';
import { acceptView } from '../block-kit/view.ts';
import { maxModals } from '../methods/views.ts';
import type { View } from '../view.ts';
import { changeView, closeAll, closeView, openModal } from '../view-store.ts';
import { type JsonObject, nextRevision, report } from '../workspace.ts';
import type { Stage } from './stage.ts';

/** Does what the acknowledgement of a submission says; an empty one closes the modal. */
export function answerSubmission(
  { workspace, account }: Stage,
  view: View,
  payload: unknown,
  about: string,
): void {
  const answer = isObject(payload) ? payload : {};
  const action = answer['response_action'];
  if (action === undefined) {
    if (Object.keys(answer).length > 0) report(workspace, 'invalid_response_action', about);
    if (view.open) closeView(workspace, view);
    return;
  }
  if (action === 'clear') return closeAll(workspace, account.id);
  if (action === 'errors') {
    const errors = isObject(answer['errors']) ? answer['errors'] : {};
    if (!areErrorsOfInputs(view, errors)) report(workspace, 'invalid_errors', about);
    view.errors = Object.fromEntries(
      Object.entries(errors).map(([block, words]) => [block, String(words)]),
    );
    view.revision = nextRevision(workspace);
    return;
  }
  if (action !== 'update' && action !== 'push') {
    return report(workspace, 'invalid_response_action', about);
  }
  const content = acceptView(workspace, answer['view'], 'modal');
  if (isRefusal(content)) return report(workspace, content.error, `answer to ${about}`);
  if (action === 'update') return changeView(workspace, view, content);
  if (account.modals.length >= maxModals) return report(workspace, 'push_limit_reached', about);
  openModal(workspace, account.id, content, view);
}

/** Slack shows a general failure unless every key is the block id of an input. */
function areErrorsOfInputs(view: View, errors: JsonObject): boolean {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const ids = new Set(inputs.map((block) => String(block['block_id'])));
  const keys = Object.keys(errors);
  return keys.length > 0 && keys.every((key) => ids.has(key));
}
