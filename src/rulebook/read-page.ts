import { UserError } from '../errors.ts';
import { parseMarkup } from '../markup.ts';
import { cleanLine, createSections, type Section } from './sections.ts';

type Node = ReturnType<ReturnType<typeof parseMarkup>['root']>[0]['children'][number];

const mostBytes = 5 * 1024 * 1024;
const mostTags = 50_000;
const skipped = new Set(
  'head script style noscript template nav form header footer iframe svg select button'.split(' '),
);
const blocks = new Set(
  'p div li ul ol tr td th table dl dt dd blockquote pre section article details br hr'.split(' '),
);
const headings = new Set(['h1', 'h2', 'h3', 'h4', 'summary']);
const tag = /<(?:html|body|div|p|h[1-4]|li|table|br|span|details|a)\b[^>]*>/i;
const numbered = /^\d{1,2}(?:\.\d{1,3})+\.?\s+\S/;

/**
 * The sections of a saved page (HTML) or of its copied text. Throws UserError for what is no such
 * page: too long, empty, or the site's sign-in form.
 */
export function readRulePage(content: string): Section[] {
  if (content.length > mostBytes) {
    throw new UserError('bad_input', 'The page is longer than 5 MB.', 'Save the page itself only.');
  }
  if (content.split('<').length > mostTags) {
    throw new UserError(
      'bad_input',
      'This is no page: it has more than 50,000 tags.',
      'Copy the text of the page instead.',
    );
  }
  const sections = tag.test(content) ? readHtml(content) : readText(content);
  if (sections.some(({ lines }) => lines.length > 0)) return sections;
  throw new UserError(
    'bad_input',
    'There is no readable text in it.',
    'Open the page in your browser, select all, copy and paste it; or save it as HTML.',
  );
}

/** True for the page the site shows to whoever is not signed in. */
function isSignInPage(content: string): boolean {
  return /<form[^>]{0,500}takelogin|<input[^>]{0,500}type=["']?password/i.test(content);
}

/** "1.7 Bots, Automation": a numbered line begins a section. */
function readText(content: string): Section[] {
  const sections = createSections();
  for (const row of content.split(/\r\n|[\r\n]/)) {
    const line = cleanLine(row);
    if (numbered.test(line) && line.length < 200) {
      sections.begin(line, /^[\d.]*\d/.exec(line)?.[0] ?? null);
    } else sections.line(line);
  }
  return sections.close();
}

function readHtml(content: string): Section[] {
  if (isSignInPage(content)) {
    throw new UserError(
      'bad_input',
      'This is the sign-in page of the site, not the page you meant.',
      'Sign in with your browser, then save the page again.',
    );
  }
  const roots = parseMarkup(content).root()[0]?.children ?? [];
  const sections = createSections();
  let text = '';
  let heading: { anchor: string | null } | null = null;
  for (const step of walk(mainOf(roots))) {
    if (step.kind === 'text') {
      text += step.text;
      continue;
    }
    const isHeading = headings.has(step.name);
    if (heading && step.kind === 'enter') heading.anchor ??= step.anchor;
    else if (heading && isHeading) {
      sections.begin(cleanLine(text), heading.anchor);
      [heading, text] = [null, ''];
    } else if (!heading && (isHeading || blocks.has(step.name))) {
      sections.line(text);
      text = '';
      if (isHeading && step.kind === 'enter') heading = { anchor: step.anchor };
    }
  }
  sections.line(text);
  return sections.close();
}

/** What the site puts between its menus; the whole page when it does not say. No selector: they take too long on a hostile page. */
function mainOf(roots: readonly Node[]): readonly Node[] {
  const open = roots.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('attribs' in node)) continue;
    if (node.attribs['id'] === 'mainBody') return node.children;
    for (const child of node.children.toReversed()) open.push(child);
  }
  return roots;
}

type Step =
  | { kind: 'text'; text: string }
  | { kind: 'enter' | 'leave'; name: string; anchor: string | null };

/** Without recursion, because a hostile page may be nested as deep as it is long. */
function* walk(roots: readonly Node[]): Generator<Step> {
  const open: (Node | Step)[] = roots.toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    if ('kind' in next) yield next;
    else if (next.type === 'text') yield { kind: 'text', text: next.data };
    else if ('attribs' in next && !skipped.has(next.name)) {
      const { name, attribs } = next;
      yield { kind: 'enter', name, anchor: attribs['id'] ?? attribs['name'] ?? null };
      open.push({ kind: 'leave', name, anchor: null });
      for (let at = next.children.length - 1; at >= 0; at -= 1)
        open.push(next.children[at] as Node);
    }
  }
}
