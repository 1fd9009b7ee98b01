import { isObject } from '../../http.ts';
import { type Refusal, refuse, refuseContent } from '../answer.ts';
import type { JsonObject, Workspace } from '../workspace.ts';
import { checkBlocks } from './blocks.ts';
import { checkPictures } from './pictures.ts';
import { boolean, type Check, choice, object, problemAt, string } from './shape.ts';
import { plain } from './text.ts';

const maxBytes = 250_000;

/** Blocks have rules of their own and are checked by them. */
const later: Check = () => [];
const common = {
  callback_id: string(255, 0),
  private_metadata: string(3000, 0),
  external_id: string(255, 0),
};
const shapes = {
  modal: object(
    { type: choice('modal'), title: plain(24), blocks: later },
    {
      ...common,
      submit: plain(24),
      close: plain(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: object({ type: choice('home'), blocks: later }, common),
};

/** The view when Slack takes it as one of that type. */
export function acceptView(
  workspace: Workspace,
  view: unknown,
  type: 'modal' | 'home',
): JsonObject | Refusal {
  if (!isObject(view)) {
    return refuseContent('invalid_arguments', problemAt('must provide an object', '/view'));
  }
  const blocks = view['blocks'];
  const problems = [
    ...shapes[type](view, '/view'),
    ...(blocks === undefined ? [] : checkBlocks(blocks, type, '/view/blocks')),
    ...checkPictures(workspace, blocks, '/view/blocks'),
  ];
  if (hasInput(blocks) && type === 'modal' && view['submit'] === undefined) {
    problems.push(...problemAt('missing required field: submit', '/view'));
  }
  if (problems.length > 0) return refuseContent('invalid_arguments', problems);
  return JSON.stringify(view).length > maxBytes ? refuse('view_too_large') : view;
}

function hasInput(blocks: unknown): boolean {
  return Array.isArray(blocks) && blocks.some((one) => isObject(one) && one['type'] === 'input');
}
