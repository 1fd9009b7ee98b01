import { bodyForm, json, type SandboxServer, serve } from './http.ts';

/** The stand-in of a transcription service. Kind for `failNext`: transcription. */
export type TranscriptionServer = SandboxServer & {
  /** The product's configuration for it. */
  environment: Record<string, string>;
  /** What it hears, whatever is played to it. */
  words: string;
  /** The sound it was sent. */
  heard: Buffer[];
};

const key = 'sandbox-transcription-key';

/** Hears nothing until it is told what to hear. */
export async function startTranscription(): Promise<TranscriptionServer> {
  const place: Pick<TranscriptionServer, 'words' | 'heard'> = { words: '', heard: [] };
  const server = await serve({
    notFound: json({ error: { message: 'not found' } }, 404),
    routes: [
      {
        kind: 'transcription',
        method: 'POST',
        path: '/v1/audio/transcriptions',
        answer: async (request) => {
          if (request.headers.authorization !== `Bearer ${key}`) {
            return json({ error: { message: 'invalid key' } }, 401);
          }
          const form = await bodyForm(request);
          const file = form.get('file');
          if (!(file instanceof File) || typeof form.get('model') !== 'string') {
            return json({ error: { message: 'file and model are required' } }, 400);
          }
          place.heard.push(Buffer.from(await file.arrayBuffer()));
          return json({ text: place.words });
        },
      },
    ],
  });
  const environment = { TRANSCRIPTION_URL: `${server.url}/v1`, TRANSCRIPTION_API_KEY: key };
  return Object.assign(place, server, { environment });
}
