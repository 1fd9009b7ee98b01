import { ExternalError, type ExternalKind, type ServiceName, UserError } from '../errors.ts';
import { type Reply, say } from './reply.ts';
import { timeText } from './time-text.ts';

/** What a person is told of an error; a bug keeps its cause for the log and shows an id that leads there. */
export type Failure = {
  kind: 'user' | 'service' | 'bug';
  code: string;
  message: string;
  hint: string;
  id: string;
};

/** Puts any thrown value into words; `id` names this one failure. */
export function describeFailure(error: unknown, id: string): Failure {
  if (error instanceof UserError) {
    return { kind: 'user', code: error.code, message: error.message, hint: error.hint, id };
  }
  if (error instanceof ExternalError) {
    const message = `${serviceNames[error.service]} ${kindWords[error.kind]} (${error.message}).`;
    return { kind: 'service', code: `service_${error.kind}`, message, hint: retryHint(error), id };
  }
  return {
    kind: 'bug',
    code: 'internal',
    message: 'Something went wrong inside this program.',
    hint: `The log tells more under the id ${id}.`,
    id,
  };
}

/** The failure as a chat message. */
export function failureReply({ kind, message, hint }: Failure): Reply {
  return say(message, hint, kind === 'user' ? 'warning' : 'danger');
}

const serviceNames: Record<ServiceName, string> = {
  tracker: 'The tracker',
  prowlarr: 'Prowlarr',
  qbittorrent: 'qBittorrent',
  audiobookshelf: 'Audiobookshelf',
  audible: 'Audible',
  hardcover: 'Hardcover',
  goodreads: 'Goodreads',
  audnexus: 'Audnexus',
  'google-books': 'Google Books',
  itunes: 'iTunes',
  'open-library': 'Open Library',
  'custom-provider': 'A custom provider',
  model: 'The language model',
  transcription: 'The transcription service',
  database: 'The database',
  discord: 'Discord',
  slack: 'Slack',
  ntfy: 'ntfy',
  gotify: 'Gotify',
  webhook: 'The webhook',
  hooks: 'The HTTP server of this program',
  smtp: 'The mail server',
};

const kindWords: Record<ExternalKind, string> = {
  unreachable: 'cannot be reached',
  refused: 'refused',
  throttled: 'asks us to slow down',
  unauthorized: 'does not accept our login',
  unexpected: 'gave an answer that makes no sense',
};

function retryHint({ service, kind, retryAt }: ExternalError): string {
  if (service === 'database') return storageHint(kind);
  if (!retryAt) return 'Try again later; "status" shows which services are away.';
  return `Try again after ${timeText(retryAt)}.`;
}

/** Without storage nothing else can be looked up or decided. */
export function storageHint(kind: ExternalKind): string {
  const repair =
    kind === 'refused' ? 'Give it room, or let it take changes again' : 'Start it again';
  return `Nothing decided is lost. ${repair}: work then goes on by itself, and what was just asked for is done whole or not at all.`;
}
