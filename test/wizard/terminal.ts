import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import path from 'node:path';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '../..');

export const keys = { enter: '\r', down: '\u001B[B', space: ' ', leave: '\u0003' };

/** A program in a terminal of its own, driven as a person would: read, then type. */
export type Terminal = {
  /** Everything shown so far, without colours and movements. */
  shown: () => string;
  /** Waits until this is shown after what was waited for before. */
  see: (text: string) => Promise<void>;
  type: (text: string) => void;
  /** Waits for a question and answers it. */
  answer: (question: string, text: string) => Promise<void>;
  /** The exit code, once the program has ended. */
  ended: Promise<number | null>;
  stop: () => Promise<unknown>;
};

/** `script` makes the pseudo terminal; nothing of our own environment gets in. */
export function openTerminal(
  program: string,
  cwd: string,
  environment: Record<string, string>,
): Terminal {
  const command = `stty cols 200 rows 60; exec "${process.execPath}" "${path.join(root, program)}"`;
  const { PATH = '' } = process.env;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { PATH, TERM: 'xterm', SHELL: '/bin/sh', ...environment },
  });
  let output = '';
  let from = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  const shown = () => stripVTControlCharacters(output).replaceAll('\r', '');
  const see = async (text: string) => {
    await until(() => shown().includes(text, from), { timeoutMs: 60_000 }).catch(() => {
      throw new Error(`never shown: ${text}\n${shown().slice(from)}`);
    });
    from = shown().indexOf(text, from) + text.length;
  };
  const type = (text: string) => void child.stdin.write(text);
  return {
    shown,
    see,
    type,
    answer: async (question, text) => {
      await see(question);
      type(`${text}${keys.enter}`);
    },
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      return await ended;
    },
  };
}
