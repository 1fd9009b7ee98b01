import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import { describeFailure, failureReply } from '../../command/failure.ts';
import { type Reply, say } from '../../command/reply.ts';
import { parseWords } from '../../command/words.ts';
import { UserError } from '../../errors.ts';
import type { Platform } from '../platform.ts';
import { type Action, lastNumber } from './action.ts';
import { showsColour } from './paint.ts';
import { pressAction } from './press.ts';
import { renderReply } from './render.ts';
import { openScreen, type Screen } from './screen.ts';
import { isNews, updateLine } from './update-line.ts';

export type TerminalOptions = {
  input: Readable;
  output: Writable & { columns?: number; hasColors?: () => boolean };
  commands: Commands;
  execute: Execute;
  /** Who types: the person at this machine. */
  actor: Actor;
  /** Whether a person sits there, rather than a file or another program. */
  isInteractive: boolean;
  /** Hears the cause of a bug and the id that was shown for it. */
  logBug: (cause: unknown, id: string) => void;
  /** Called once when the person leaves or the input has ended and its last answer is shown; not after `stop`. */
  onExit?: () => void;
  /** Cells a line; else what the output says, else 80. */
  width?: number;
  hasColour?: boolean;
};
