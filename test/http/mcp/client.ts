import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

type Mode = 'auto' | 'legacy';

/** A client as assistants have it, connected with this key; `legacy` speaks the protocol of 2025. */
export async function connect(
  url: string,
  key: string,
  { mode = 'auto', bearer = false }: { mode?: Mode; bearer?: boolean } = {},
) {
  const headers: Record<string, string> = bearer
    ? { authorization: `Bearer ${key}` }
    : { 'x-api-key': key };
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } }),
  );
  return {
    client,
    call: async (name: string, input: Record<string, unknown> = {}): Promise<ToolAnswer> => {
      const result = await client.callTool({ name, arguments: input });
      const [first] = result.content;
      return {
        isError: result.isError ?? false,
        text: first?.type === 'text' ? first.text : '',
        data: (result.structuredContent ?? {}) as ToolAnswer['data'],
      };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

export type ToolAnswer = {
  isError: boolean;
  text: string;
  data: {
    data?: unknown;
    confirmation?: string;
    needs_confirmation?: boolean;
    error?: { code: string; message: string; hint: string; id: string };
  };
};
