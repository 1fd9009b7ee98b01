import type { Outcome } from './delivery.ts';
import type { Manifest } from './manifest.ts';
import type { Channel, Message } from './message.ts';
import type { View } from './view.ts';

export type JsonObject = Record<string, unknown>;

/** A person of the workspace as Slack knows them. */
export type Account = {
  id: string;
  name: string;
  locale: string;
  timezone: string;
  /** What only this person sees, oldest first. */
  private: Message[];
  /** Open modals, the one on top last. */
  modals: View[];
  home: View | null;
};

/** Something the app did that Slack forbids; for a refused call the rule is Slack's error code. */
export type Violation = { rule: string; detail: string };

/** Someone a message of the app called out to: `@channel`, `@here`, `@everyone` or an id. */
export type Ping = { channel: string; ts: string; who: string };

export type Trigger = { user: string; at: Date; used: boolean; viewId: string | null };

export type ResponseAddress = {
  user: string;
  channel: Channel;
  at: Date;
  uses: number;
  /** The message whose button was pressed; null for a slash command. */
  origin: Message | null;
};

export type StoredFile = {
  id: string;
  name: string;
  title: string;
  /** As announced; the upload has to have it. */
  length: number;
  bytes: Buffer | null;
  /** False until the upload is completed; only then may messages show it. */
  isComplete: boolean;
};

export type UserGroup = { id: string; handle: string; members: string[] };

/** Everything the pretend workspace holds; the parts of the stand-in share it. */
export type Workspace = {
  url: string;
  team: { id: string; name: string; domain: string; paid: boolean };
  app: { id: string; botId: string; botUser: string };
  manifest: Manifest;
  now: () => Date;
  accounts: Map<string, Account>;
  channels: Map<string, Channel>;
  views: Map<string, View>;
  files: Map<string, StoredFile>;
  groups: Map<string, UserGroup>;
  triggers: Map<string, Trigger>;
  responseAddresses: Map<string, ResponseAddress>;
  violations: Violation[];
  pings: Ping[];
  /** Grows with everything that becomes visible. */
  revision: number;
  /** Called after every change; those who wait look again. */
  watchers: Set<() => void>;
  /** Sends an event to the app, unless the manifest does not ask for it. */
  emit: (event: JsonObject) => Promise<Outcome>;
  nextId: (prefix: string) => string;
  nextTs: () => string;
};

export function createWorkspace(manifest: Manifest, now: () => Date): Workspace {
  let ids = 0;
  const nextId = (prefix: string) => `${prefix}${String((ids += 1)).padStart(8, '0')}`;
  let posts = 0;
  return {
    url: '',
    team: { id: nextId('T'), name: 'Sandbox', domain: 'sandbox', paid: false },
    app: { id: nextId('A'), botId: nextId('B'), botUser: nextId('U') },
    manifest,
    now,
    accounts: new Map(),
    channels: new Map(),
    views: new Map(),
    files: new Map(),
    groups: new Map(),
    triggers: new Map(),
    responseAddresses: new Map(),
    violations: [],
    pings: [],
    revision: 0,
    watchers: new Set(),
    emit: () => Promise.resolve('not_delivered'),
    nextId,
    nextTs: () => {
      const seconds = Math.floor(now().getTime() / 1000);
      return `${seconds}.${String((posts += 1)).padStart(6, '0')}`;
    },
  };
}

/** The number of a change that is now on somebody's screen; wakes those who wait for it. */
export function nextRevision(workspace: Workspace): number {
  workspace.revision += 1;
  // After the caller has stored what it changed.
  queueMicrotask(() => wake(workspace));
  return workspace.revision;
}

export function report(workspace: Workspace, rule: string, detail: string): void {
  workspace.violations.push({ rule, detail });
  wake(workspace);
}

export function wake(workspace: Workspace): void {
  for (const watcher of workspace.watchers) watcher();
}
