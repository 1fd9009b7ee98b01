import type { RecordedRequest } from '../http.ts';
import type { RecordedCall } from './api.ts';
import type { Events } from './events.ts';
import type { SlackFault } from './faults.ts';
import type { Manifest } from './manifest.ts';
import type { Channel, Message } from './message.ts';
import type { Person } from './person.ts';
import type { RateLimits } from './rates.ts';
import type { RequestUrl } from './request-url.ts';
import type { Sockets } from './sockets.ts';
import type { Tokens } from './tokens.ts';
import type { View } from './view.ts';
import type { Ping, Violation, Workspace } from './workspace.ts';

export type SlackOptions = {
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  manifest?: Manifest;
  /** Set here or later at `http.address`: then requests go there instead of to the sockets. */
  requestUrl?: string;
  /** Slack's own clock: timestamps, ages and rates. Deadlines and signatures follow real time. */
  now?: () => Date;
  /** How long the app has for an acknowledgement; three seconds in the real world. */
  deadlineMs?: number;
};

export type SlackStandIn = {
  /** The Web API is below it, at `/api/`. */
  url: string;
  signingSecret: string;
  tokens: Tokens;
  team: Workspace['team'];
  app: Workspace['app'];
  /** `amy` and `ben` are in #books with the app; `outsider` is in no channel. */
  people: { amy: Person; ben: Person; outsider: Person };
  addPerson: (name: string) => Person;
  /**
   * By name or id. There are `books`, `lounge` (without the app) and `staff` (private, amy only);
   * `members` may be changed.
   */
  channel: (name: string) => Channel;
  addChannel: (name: string, kind: 'public' | 'private', members: string[]) => Channel;
  /** The direct conversation of a person with the app. */
  direct: (person: Person) => Channel;
  home: (person: Person) => View | null;
  files: Workspace['files'];
  groups: Workspace['groups'];
  /** A message or view as plain text, as on the screen. */
  show: (screen: Message | View) => string;
  violations: Violation[];
  pings: Ping[];
  requests: RecordedRequest[];
  /** Calls of Web API methods with the arguments as they were understood. */
  calls: RecordedCall[];
  limits: RateLimits;
  sockets: Sockets;
  http: RequestUrl;
  events: Pick<Events, 'redeliver' | 'repeatLast'>;
  /** By method, or `response_url` and `upload`. */
  failNext: (method: string, fault: SlackFault, times?: number) => void;
  setLatency: (milliseconds: number) => void;
  /** While down, calls get 503, sockets are cut and do not come up, people reach nothing. */
  setOutage: (down: boolean) => void;
  /** Waits until the probe finds something; throws with `what` when it does not. */
  until: <T>(
    probe: () => T | null | undefined | false,
    what: string,
    timeoutMs?: number,
  ) => Promise<T>;
  stop: () => Promise<void>;
};
