import { setTimeout as delay } from 'node:timers/promises';
import { type PictureOf, picturesOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import type { LogBug } from '../common/explain.ts';
import type { Api } from './api.ts';
import { isBadContent } from './faults.ts';
import { type Payload, withFallbacks } from './render.ts';
import { createUploads } from './uploads.ts';

/**
 * Sends a reply, and less of it when Slack does not take the whole; `rest` says in Slack's markup what to
 * type for what does not fit.
 */
export type SendFitting = <Answer>(
  reply: Reply,
  rest: string,
  send: (payload: Payload) => Promise<Answer>,
) => Promise<Answer>;

export type SenderOptions = {
  pictureOf: PictureOf;
  /** How long Slack is given, up to three times, to get uploaded pictures ready. */
  pictureWaitMs: number;
  /** Hears why a picture could not be uploaded. */
  onUploadFailure: (error: unknown) => void;
  logBug: LogBug;
};

const mostWaits = 3;

export function createSender(api: Api, options: SenderOptions): SendFitting {
  const { pictureOf, pictureWaitMs, onUploadFailure, logBug } = options;
  const upload = createUploads(api, onUploadFailure);

  return async (reply, rest, send) => {
    const files = await upload(await picturesOf(reply, pictureOf));
    // An uploaded picture can be shown a moment later; until then Slack refuses the message.
    const waits = files.size > 0 ? mostWaits : 0;
    let isWithPictures = waits > 0;
    let refusal: unknown;
    for (const payload of withFallbacks(reply, rest, files)) {
      try {
        return await again(() => send(payload), isWithPictures ? waits : 0, pictureWaitMs);
      } catch (error) {
        if (!isBadContent(error)) throw error;
        refusal = error;
        if (!isWithPictures) logBug(error, 'slack');
        isWithPictures = false;
      }
    }
    throw refusal;
  };
}

async function again<Answer>(
  send: () => Promise<Answer>,
  waits: number,
  waitMs: number,
): Promise<Answer> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isBadContent(error) || waited === waits) throw error;
      await delay(waitMs);
    }
  }
}
