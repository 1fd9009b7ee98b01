/** An option of a command, as it travels. */
export type CommandOption = {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: { name: string; value: string | number }[];
  options?: CommandOption[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
};

export type Command = {
  id: string;
  application_id: string;
  version: string;
  type: number;
  name: string;
  description: string;
  options: CommandOption[];
  default_member_permissions: string | null;
  /** 0 in a server, 1 in the bot's direct messages, 2 elsewhere; null means everywhere. */
  contexts: number[] | null;
  nsfw: boolean;
  guild_id?: string;
};

/** What is registered, and how often somebody wrote it. */
export type CommandBook = {
  global: Command[];
  guild: Command[];
  writes: { method: string; scope: 'global' | 'guild'; at: Date }[];
  /** Commands newly made; 200 a day are allowed. */
  creates: { at: Date }[];
};

export const optionTypes = {
  subCommand: 1,
  group: 2,
  text: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export function createCommandBook(): CommandBook {
  return { global: [], guild: [], writes: [], creates: [] };
}
