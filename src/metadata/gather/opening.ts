import { stat } from 'node:fs/promises';
import { ExternalError } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { storable } from '../../storable.ts';

type Ears = Pick<Services, 'em' | 'ffmpeg' | 'transcription' | 'now'>;

const openingSeconds = 60;

/** The words a recording begins with, heard once for each file; `null` when nobody heard them and nobody can. */
export async function hearOpening(
  { em, ffmpeg, transcription, now }: Ears,
  bookId: number,
  file: string,
): Promise<{ words: string } | { reason: string } | null> {
  const { size, mtimeMs } = await stat(file);
  const heardIn = `${file} ${size} ${mtimeMs}`;
  const [known] = await em().execute<{ words: string }[]>(
    'select words from book_openings where book_id = ? and heard_in = ?',
    [bookId, heardIn],
  );
  if (known || !transcription) return known ?? null;
  const cut = await ffmpeg.cut(file, openingSeconds);
  if (cut.kind === 'broken-off') return { reason: cut.reason };
  try {
    const words = storable(await transcription.listen(cut.wav));
    await em().execute(
      `insert into book_openings (book_id, heard_in, words, heard_at) values (?, ?, ?, ?)
       on conflict (book_id) do update set
         heard_in = excluded.heard_in, words = excluded.words, heard_at = excluded.heard_at`,
      [bookId, heardIn, words, now()],
    );
    return { words };
  } catch (error) {
    if (error instanceof ExternalError) return { reason: error.message };
    throw error;
  }
}
