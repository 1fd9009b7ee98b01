import { isObject } from '../../http.ts';
import { isRefusal, type Refusal, refuse, succeed } from '../answer.ts';
import { numberOf, structureOf, textOf } from '../arguments.ts';
import { writableChannel } from '../channels.ts';
import type { Call, Method } from '../method.ts';
import { post } from '../post.ts';
import { fileAddress } from '../upload.ts';
import type { StoredFile } from '../workspace.ts';

const scopes = ['files:write'];

export const fileMethods: Method[] = [
  { name: 'files.getUploadURLExternal', tier: 4, scopes, answer: getUploadUrl },
  { name: 'files.completeUploadExternal', tier: 4, scopes, answer: completeUpload },
];

function getUploadUrl({ workspace, args }: Call) {
  const name = textOf(args, 'filename');
  const length = numberOf(args, 'length', 0);
  if (name === null || length <= 0) return refuse('invalid_arguments');
  const id = workspace.nextId('F');
  workspace.files.set(id, { id, name, title: name, length, bytes: null, isComplete: false });
  return succeed({ upload_url: `${workspace.url}/upload/${id}`, file_id: id });
}

/** Makes the uploaded files usable and, with a channel, shows them there in one message. */
function completeUpload(call: Call) {
  const { workspace, args } = call;
  const files = uploadedFiles(call);
  if (!Array.isArray(files)) return files;
  const channelId = textOf(args, 'channel_id') ?? textOf(args, 'channels');
  const channel = channelId === null ? null : writableChannel(workspace, channelId);
  if (channel && isRefusal(channel)) return channel;
  for (const { file, title } of files) Object.assign(file, { title, isComplete: true });
  if (channel) {
    post(workspace, channel, {
      user: workspace.app.botUser,
      text: textOf(args, 'initial_comment') ?? '',
      threadTs: textOf(args, 'thread_ts'),
      files: files.map(({ file }) => file.id),
    });
  }
  return succeed({
    files: files.map(({ file }) => ({
      id: file.id,
      title: file.title,
      name: file.name,
      url_private: fileAddress(workspace, file.id),
    })),
  });
}

function uploadedFiles({ workspace, args }: Call): { file: StoredFile; title: string }[] | Refusal {
  const given = structureOf(args, 'files');
  if (!Array.isArray(given) || given.length === 0) return refuse('invalid_arguments');
  const files: { file: StoredFile; title: string }[] = [];
  for (const one of given.filter(isObject)) {
    const file = workspace.files.get(textOf(one, 'id') ?? '');
    if (!file?.bytes) return refuse('file_not_found');
    files.push({ file, title: textOf(one, 'title') ?? file.name });
  }
  return files;
}
