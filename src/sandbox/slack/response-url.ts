import {
  bodyObject,
  json,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
  text,
} from '../http.ts';
import { isRefusal, type Refusal, refuse } from './answer.ts';
import { readContent } from './content.ts';
import { edit, post, remove } from './post.ts';
import { type JsonObject, type ResponseAddress, report, type Workspace } from './workspace.ts';

const maxUses = 5;
const livesMinutes = 30;

/** A fresh response address; gives its URL. */
export function openResponseAddress(
  workspace: Workspace,
  address: Omit<ResponseAddress, 'at' | 'uses'>,
): string {
  const key = workspace.nextId('R');
  workspace.responseAddresses.set(key, { ...address, at: workspace.now(), uses: 0 });
  return `${workspace.url}/response/${key}`;
}

export function responseRoute(workspace: Workspace): SandboxRoute {
  return {
    kind: 'response_url',
    method: 'POST',
    path: '/response/:key',
    answer: (request) => answerResponse(workspace, request),
  };
}

function answerResponse(workspace: Workspace, request: SandboxRequest): SandboxAnswer {
  const address = workspace.responseAddresses.get(request.params['key'] ?? '');
  const body = bodyObject(request);
  const refused = address ? useUp(workspace, address) : refuse('invalid_url');
  const outcome = refused ?? (address && show(workspace, address, body));
  if (!outcome) return text('ok');
  report(workspace, outcome.error, 'response_url');
  return json(outcome, outcome.error.endsWith('_url') ? 404 : 400);
}

function useUp(workspace: Workspace, address: ResponseAddress): Refusal | null {
  const ageMs = workspace.now().getTime() - address.at.getTime();
  if (ageMs > livesMinutes * 60_000) return refuse('expired_url');
  if (address.uses >= maxUses) return refuse('used_url');
  address.uses += 1;
  return null;
}

function show(
  workspace: Workspace,
  address: ResponseAddress,
  body: JsonObject,
): Refusal | undefined {
  const { origin, channel } = address;
  // A slash command has no original: Slack shows a new message instead of replacing one.
  if (body['delete_original'] === true && origin) {
    remove(workspace, channel, origin);
    return undefined;
  }
  const content = readContent(workspace, body, 'response_url');
  if (isRefusal(content)) return content;
  const shown = { text: content.text ?? '', blocks: content.blocks ?? [] };
  if (body['replace_original'] === true && origin) {
    edit(workspace, origin, shown);
    return undefined;
  }
  const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : null;
  const isPublic = body['response_type'] === 'in_channel';
  const onlyFor = isPublic ? null : address.user;
  post(workspace, channel, { user: workspace.app.botUser, ...shown, threadTs, onlyFor });
  return undefined;
}
