import { withIds } from './interactive.ts';
import { initialValues, type Values } from './values.ts';
import type { View } from './view.ts';
import { type JsonObject, nextRevision, type Workspace } from './workspace.ts';

/** Shows a modal on top of its parent, or instead of all others when it has none. */
export function openModal(
  workspace: Workspace,
  user: string,
  content: JsonObject,
  parent: View | null,
): View {
  const account = workspace.accounts.get(user);
  if (!account) throw new Error(`no account ${user}`);
  if (!parent) closeAll(workspace, user);
  const view = createView(workspace, 'modal', user, content, parent);
  account.modals.push(view);
  return view;
}

export function publishHome(workspace: Workspace, user: string, content: JsonObject): View {
  const account = workspace.accounts.get(user);
  if (!account) throw new Error(`no account ${user}`);
  if (account.home) {
    changeView(workspace, account.home, content);
    return account.home;
  }
  account.home = createView(workspace, 'home', user, content, null);
  return account.home;
}

/** Replaces what a view shows; what the person has entered in the same inputs stays. */
export function changeView(workspace: Workspace, view: View, content: JsonObject): void {
  view.content = content;
  view.blocks = withIds(workspace, content['blocks'] as JsonObject[]);
  view.values = keep(initialValues(view.blocks), view.values);
  view.errors = {};
  view.hash = workspace.nextId('hash');
  view.revision = nextRevision(workspace);
}

export function closeView(workspace: Workspace, view: View): void {
  view.open = false;
  const account = workspace.accounts.get(view.user);
  account?.modals.splice(account.modals.indexOf(view), 1);
  nextRevision(workspace);
}

export function closeAll(workspace: Workspace, user: string): void {
  const account = workspace.accounts.get(user);
  for (const view of (account?.modals ?? []).toReversed()) closeView(workspace, view);
}

function createView(
  workspace: Workspace,
  type: View['type'],
  user: string,
  content: JsonObject,
  parent: View | null,
): View {
  const id = workspace.nextId('V');
  const view: View = {
    id,
    type,
    user,
    content,
    blocks: [],
    rootId: parent?.rootId ?? id,
    previousId: parent?.id ?? null,
    hash: '',
    values: {},
    errors: {},
    open: true,
    revision: 0,
  };
  changeView(workspace, view, content);
  workspace.views.set(id, view);
  return view;
}

function keep(fresh: Values, entered: Values): Values {
  for (const [blockId, elements] of Object.entries(fresh)) {
    for (const [actionId, value] of Object.entries(elements)) {
      const before = entered[blockId]?.[actionId];
      if (before?.['type'] === value['type']) elements[actionId] = before as JsonObject;
    }
  }
  return fresh;
}
