import { ExternalError } from '../../errors.ts';

/** Everything that differs by Web API version and cannot simply be sent in both forms. */
export type Dialect = {
  apiVersion: string;
  pausePath: string;
  resumePath: string;
  /** Up to 4.6 an empty delta costs the program as much as its full list, from 5.0 next to nothing. */
  hasCheapDeltas: boolean;
};

/** The dialect of a `app/webapiVersion` answer (4.5 = 2.8.18, 5.0 = 2.11.2, 5.3 = 2.16); unknown forms throw `unexpected`. */
export function dialectOf(answer: string): Dialect {
  const apiVersion = answer.trim();
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?$/.exec(apiVersion) ?? [];
  if (major !== '2') {
    const text = 'qBittorrent did not name a Web API version 2; is this the address of its Web UI?';
    throw new ExternalError('qbittorrent', 'unexpected', text);
  }
  return Number(minor) >= 11
    ? {
        apiVersion,
        pausePath: 'torrents/stop',
        resumePath: 'torrents/start',
        hasCheapDeltas: true,
      }
    : {
        apiVersion,
        pausePath: 'torrents/pause',
        resumePath: 'torrents/resume',
        hasCheapDeltas: false,
      };
}
