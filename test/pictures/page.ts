export type Look = 'discord' | 'slack' | 'terminal';

const base = `
  * { box-sizing: border-box; }
  body { margin: 0; padding: 16px; font: 15px/1.4 "DejaVu Sans", sans-serif; }
  pre { margin: 4px 0; padding: 8px; border-radius: 4px; white-space: pre; overflow: hidden;
        font: 13px/1.35 "DejaVu Sans Mono", monospace; }
  code { font: 13px "DejaVu Sans Mono", monospace; padding: 1px 4px; border-radius: 3px; }
  .message { display: flex; gap: 12px; margin: 0 0 18px; }
  .avatar { flex: none; width: 40px; height: 40px; border-radius: 20px; background: #5865f2; }
  .body { flex: 1; min-width: 0; }
  .who { font-weight: bold; margin-bottom: 2px; }
  .note { font-weight: normal; font-size: 12px; opacity: 0.7; margin-left: 6px; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
  .button, .select { padding: 5px 14px; border-radius: 4px; font-size: 14px; }
  .line { min-height: 1.4em; white-space: pre-wrap; overflow-wrap: anywhere; }
  h2 { font-size: 13px; margin: 18px 0 8px; opacity: 0.6; font-weight: normal; }
`;

const looks: Record<Look, string> = {
  discord: `
    body { background: #313338; color: #dbdee1; }
    pre { background: #2b2d31; border: 1px solid #1e1f22; } code { background: #2b2d31; }
    .embed { display: flex; gap: 12px; max-width: 520px; background: #2b2d31; border-left: 4px solid;
             border-radius: 4px; padding: 10px 12px; margin-top: 4px; font-size: 14px; }
    .embed .text { flex: 1; min-width: 0; } .thumb { width: 80px; height: 80px; border-radius: 4px; }
    .wide { max-width: 100%; border-radius: 4px; margin-top: 8px; display: block; }
    .button { background: #4e5058; color: #fff; } .primary { background: #5865f2; }
    .success { background: #248046; } .danger { background: #da373c; }
    .select { background: #1e1f22; min-width: 320px; color: #949ba4; }
    .file { border: 1px solid #1e1f22; background: #2b2d31; padding: 8px 12px; border-radius: 6px;
            margin-top: 6px; display: inline-block; color: #00a8fc; }`,
  slack: `
    body { background: #fff; color: #1d1c1d; }
    pre { background: #f8f8f8; border: 1px solid #ddd; } code { background: #f0f0f0; color: #c01343; }
    .avatar { border-radius: 8px; background: #4a154b; }
    .header { font-size: 18px; font-weight: bold; margin: 2px 0 6px; }
    .section { display: flex; gap: 12px; margin: 6px 0; } .section .text { flex: 1; min-width: 0; }
    .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 6px 16px; flex: 1; }
    .thumb { width: 88px; height: 88px; border-radius: 8px; }
    .wide { max-width: 100%; border-radius: 8px; display: block; }
    .button { border: 1px solid #bbb; background: #fff; font-weight: bold; }
    .primary { background: #007a5a; border-color: #007a5a; color: #fff; }
    .danger { background: #e01e5a; border-color: #e01e5a; color: #fff; }
    .select { border: 1px solid #bbb; color: #555; } .context { font-size: 12px; color: #616061; }
    hr { border: 0; border-top: 1px solid #ddd; }`,
  terminal: `
    body { background: #1c1c1c; } pre { background: none; color: #ddd; font-size: 14px; padding: 0; }`,
};

/** A page of messages in the look of one chat; it tells its own height in its title. */
export function page(look: Look, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><style>${base}${looks[look]}</style></head>
    <body>${body}</body>
    <script>document.title = String(document.documentElement.scrollHeight)</script></html>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A picture of the message itself, inside the page. */
export function dataUrl(bytes: Buffer): string {
  const type = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
  return `data:${type};base64,${bytes.toString('base64')}`;
}
