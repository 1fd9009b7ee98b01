import { isRefusal, type Refusal, refuse, succeed } from '../answer.ts';
import { structureOf, textOf } from '../arguments.ts';
import { acceptView } from '../block-kit/view.ts';
import type { Call, Method } from '../method.ts';
import { useTrigger } from '../triggers.ts';
import { type View, viewJson } from '../view.ts';
import { changeView, openModal, publishHome } from '../view-store.ts';
import type { JsonObject } from '../workspace.ts';

export const maxModals = 3;

export const viewMethods: Method[] = [
  { name: 'views.open', tier: 4, scopes: [], answer: open },
  { name: 'views.push', tier: 4, scopes: [], answer: push },
  { name: 'views.update', tier: 4, scopes: [], answer: update },
  { name: 'views.publish', tier: 4, scopes: [], answer: publish },
];

function open({ workspace, args }: Call) {
  const content = contentOf({ workspace, args }, 'modal', null);
  if (isRefusal(content)) return content;
  const trigger = useTrigger(workspace, textOf(args, 'trigger_id'));
  if (isRefusal(trigger)) return trigger;
  const view = openModal(workspace, trigger.user, content, null);
  return succeed({ view: viewJson(workspace, view) });
}

/** Only what a person did inside an open modal may put another one on top. */
function push({ workspace, args }: Call) {
  const content = contentOf({ workspace, args }, 'modal', null);
  if (isRefusal(content)) return content;
  const trigger = useTrigger(workspace, textOf(args, 'trigger_id'));
  if (isRefusal(trigger)) return trigger;
  const parent = workspace.views.get(trigger.viewId ?? '');
  if (parent?.type !== 'modal' || !parent.open) return refuse('invalid_trigger_id');
  const stack = workspace.accounts.get(trigger.user)?.modals ?? [];
  if (stack.length >= maxModals) return refuse('push_limit_reached');
  const view = openModal(workspace, trigger.user, content, parent);
  return succeed({ view: viewJson(workspace, view) });
}

function update({ workspace, args }: Call) {
  const externalId = textOf(args, 'external_id');
  const view =
    workspace.views.get(textOf(args, 'view_id') ?? '') ?? byExternalId(workspace.views, externalId);
  if (!view?.open) return refuse('not_found');
  const content = contentOf({ workspace, args }, view.type, view);
  if (isRefusal(content)) return content;
  changeView(workspace, view, content);
  return succeed({ view: viewJson(workspace, view) });
}

function publish({ workspace, args }: Call) {
  if (workspace.manifest.features?.app_home?.home_tab_enabled !== true)
    return refuse('not_enabled');
  const account = workspace.accounts.get(textOf(args, 'user_id') ?? '');
  if (!account) return refuse('user_not_found');
  const content = contentOf({ workspace, args }, 'home', account.home);
  if (isRefusal(content)) return content;
  const view = publishHome(workspace, account.id, content);
  return succeed({ view: viewJson(workspace, view) });
}

/** The view a call carries, checked against the one it is to replace. */
function contentOf(
  { workspace, args }: Call,
  type: View['type'],
  replaced: View | null,
): JsonObject | Refusal {
  const content = acceptView(workspace, structureOf(args, 'view'), type);
  if (isRefusal(content)) return content;
  const hash = textOf(args, 'hash');
  if (hash !== null && replaced && hash !== replaced.hash) return refuse('hash_conflict');
  const other = byExternalId(workspace.views, textOf(content, 'external_id'));
  return other && other !== replaced ? refuse('duplicate_external_id') : content;
}

function byExternalId(views: Map<string, View>, externalId: string | null): View | undefined {
  if (externalId === null) return undefined;
  return [...views.values()].find(
    (view) => view.open && view.content['external_id'] === externalId,
  );
}
