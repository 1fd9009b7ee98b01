import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { type Cut, cutBeginning } from './cut.ts';
import { decodeFile, type Decoding, type DecodeOptions } from './decode.ts';
import { type Probe, probeFile } from './probe.ts';

export type { Decoding } from './decode.ts';

export type Ffmpeg = {
  /** Whether it is installed now; it may come and go while we run. */
  isThere: () => Promise<boolean>;
  /**
   * Decodes the first audio stream of a file from beginning to end and throws the sound away. Rejects
   * with the reason of the signal only.
   */
  decode: (file: string, options: DecodeOptions) => Promise<Decoding>;
  /** The first seconds of a file, as sound for ears of programs. */
  cut: (file: string, seconds: number) => Promise<Cut>;
  /** Tags, length and chapters of a file by `ffprobe`; `null` without it, or when it makes nothing of the file. */
  probe: (file: string) => Promise<Probe | null>;
};

/** The programs `ffmpeg` and `ffprobe`, looked for in the folders of a PATH each time. */
export function createFfmpeg({ searchPath }: { searchPath: string | undefined }): Ffmpeg {
  const folders = (searchPath ?? '').split(path.delimiter).filter((folder) => folder !== '');

  async function find(name = 'ffmpeg'): Promise<string | null> {
    for (const folder of folders) {
      const program = path.resolve(folder, name);
      const isProgram = await access(program, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isProgram) return program;
    }
    return null;
  }

  return {
    isThere: async () => (await find()) !== null,
    async decode(file, options) {
      const program = await find();
      if (program === null) return { kind: 'broken-off', reason: 'ffmpeg is not installed' };
      return await decodeFile(program, file, options);
    },
    async cut(file, seconds) {
      const program = await find();
      if (program === null) return { kind: 'broken-off', reason: 'ffmpeg is not installed' };
      return await cutBeginning(program, file, seconds);
    },
    async probe(file) {
      const program = await find('ffprobe');
      return program === null ? null : await probeFile(program, file);
    },
  };
}
