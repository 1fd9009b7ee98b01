import { load } from 'cheerio';
import { keys, type Serving } from '../serving.ts';

/** A browser without scripts: it keeps its cookie, sends forms and follows where they lead. */
export async function signIn({ app }: Serving, role: keyof typeof keys = 'owner') {
  const headers: Record<string, string> = { host: 'localhost' };
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    form?: Record<string, string>,
    more = {},
  ) => {
    const response = await app.inject({
      method,
      url,
      headers: {
        ...headers,
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...more,
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    return {
      ...response,
      status: response.statusCode,
      text: response.body,
      page: load(response.body),
    };
  };
  const answer = await send('POST', '/dashboard/sign-in', { key: keys[role] });
  headers['cookie'] = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const csrf = async () =>
    (await send('GET', '/dashboard/show/echo?word=x')).page('[name=csrf]').first().val() as string;
  return { send, headers, cookie: String(answer.headers['set-cookie']), csrf };
}
