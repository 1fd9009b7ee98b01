import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { decodeFile, type Decoding, type DecodeOptions } from './decode.ts';

export type { Decoding } from './decode.ts';

export type Ffmpeg = {
  /** Whether it is installed now; it may come and go while we run. */
  isThere: () => Promise<boolean>;
  /**
   * Decodes the first audio stream of a file from beginning to end and throws the sound away. Rejects
   * with the reason of the signal only.
   */
  decode: (file: string, options: DecodeOptions) => Promise<Decoding>;
};

/** The program `ffmpeg`, looked for in the folders of a PATH each time. */
export function createFfmpeg({ searchPath }: { searchPath: string | undefined }): Ffmpeg {
  const folders = (searchPath ?? '').split(path.delimiter).filter((folder) => folder !== '');

  async function find(): Promise<string | null> {
    for (const folder of folders) {
      const program = path.resolve(folder, 'ffmpeg');
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
  };
}
