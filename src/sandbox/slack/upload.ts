import {
  bodyForm,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
  text,
} from '../http.ts';
import type { Tokens } from './tokens.ts';
import { report, type Workspace } from './workspace.ts';

/** Takes the bytes of an announced file, as they are or as a field of a form. */
export function uploadRoute(workspace: Workspace): SandboxRoute {
  return {
    kind: 'upload',
    method: 'POST',
    path: '/upload/:id',
    answer: (request) => storeBytes(workspace, request),
  };
}

export function fileAddress({ url }: Pick<Workspace, 'url'>, id: string): string {
  return `${url}/files/${id}`;
}

/** Gives a file to whom its token opens it; anybody else is led to the login page. */
export function fileRoute(workspace: Workspace, tokens: Tokens): SandboxRoute {
  return {
    kind: 'file',
    method: 'GET',
    path: '/files/:id',
    answer: (request) => {
      const file = workspace.files.get(request.params['id'] ?? '');
      const mayRead = workspace.manifest.oauth_config?.scopes?.bot?.includes('files:read');
      if (request.headers.authorization !== `Bearer ${tokens.bot}` || !mayRead) {
        return { status: 302, headers: { location: `${workspace.url}/login` }, body: '' };
      }
      if (!file?.bytes) return text('not found', 404);
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: file.bytes };
    },
  };
}

async function storeBytes(workspace: Workspace, request: SandboxRequest): Promise<SandboxAnswer> {
  const file = workspace.files.get(request.params['id'] ?? '');
  if (!file) return text('not found', 404);
  const bytes = await bytesOf(request);
  if (bytes.length !== file.length) {
    report(
      workspace,
      'upload_length',
      `${file.name}: ${file.length} announced, ${bytes.length} sent`,
    );
    return text('length mismatch', 400);
  }
  file.bytes = bytes;
  return text(`OK - ${bytes.length}`);
}

async function bytesOf(request: SandboxRequest): Promise<Buffer> {
  const isForm = request.headers['content-type']?.startsWith('multipart/form-data') === true;
  if (!isForm) return request.body;
  const form = await bodyForm(request);
  const field = [...form.values()].find((value) => value instanceof Blob);
  return field ? Buffer.from(await field.arrayBuffer()) : Buffer.alloc(0);
}
