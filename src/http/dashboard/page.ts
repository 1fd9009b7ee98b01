import type { Actor } from '../../command/actor.ts';
import { type Html, html, type Part } from './html.ts';
import type { Section } from './sections.ts';

/** A whole document around its main part. */
function documentOf(title: string, body: Html, isLive: boolean): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="stylesheet" href="/dashboard/style.css"><link rel="icon" href="/dashboard/icon.svg">${isLive && html`<script src="/dashboard/live.js" defer></script>`}</head><body>${body}</body></html>`;
}

type Frame = { actor: Actor; csrf: string };

function framed({ actor, csrf }: Frame, nav: Part, main: Part): Html {
  return html`<a class="skip" href="#main">Skip to the content</a><header><div class="bar"><h1><a href="/">Shelfwarden</a></h1><p id="live" role="status"></p><form method="post" action="/dashboard/sign-out"><input type="hidden" name="csrf" value="${csrf}"><span>${actor.name}, ${actor.role}</span><button class="quiet">Sign out</button></form></div>${nav}</header><main id="main" tabindex="-1">${main}</main><footer><p>What stands here is what the commands answer, in chat as well. <a href="/api/docs">API</a></p></footer>`;
}

/** The dashboard: what was last answered, a line to type, and every section. */
export function dashboardPage(
  frame: Frame,
  notice: Html | null,
  drawn: readonly { section: Section; content: Html }[],
): Html {
  const links = drawn.map(
    ({ section }) => html`<li><a href="#${section.id}">${section.title}</a></li>`,
  );
  const nav = html`<nav aria-label="Sections"><ul>${links}</ul></nav>`;
  const parts = drawn.map(
    ({ section: { id, title, isWide }, content }) =>
      html`<section id="${id}" class="${isWide ? 'wide' : ''}" aria-label="${title}" tabindex="-1">${content}</section>`,
  );
  const main = html`${notice && html`<div class="notice" role="status">${notice}</div>`}${commandLine(frame.csrf)}<div class="grid">${parts}</div>`;
  return documentOf('Shelfwarden', framed(frame, nav, main), true);
}

/** One answer on a page of its own. */
export function answerPage(frame: Frame, title: string, content: Html): Html {
  const main = html`${commandLine(frame.csrf)}<div class="alone">${content}</div><p><a class="button" href="/">Back to the overview</a></p>`;
  return documentOf(`${title} – Shelfwarden`, framed(frame, null, main), false);
}

function commandLine(csrf: string): Html {
  return html`<form class="line" method="post" action="/dashboard/say"><input type="hidden" name="csrf" value="${csrf}"><label for="line">Command</label><input id="line" name="line" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="500" placeholder="help" required><button class="default">Run</button></form>`;
}

/** Where a key is asked for. */
export function signInPage(problem: string | null): Html {
  const body = html`<main class="sign-in" id="main"><h1>Shelfwarden</h1><form method="post" action="/dashboard/sign-in"><label for="key">API key</label><input id="key" name="key" type="password" autocomplete="current-password" required autofocus${problem && html` aria-describedby="problem"`}>${problem && html`<p id="problem" class="problem" role="alert">${problem}</p>`}<button class="primary">Sign in</button></form><p class="text">The owner's key is the setting API_KEY; “members” makes others.</p></main>`;
  return documentOf('Sign in – Shelfwarden', body, false);
}

/** A page that says why there is none. */
export function refusalPage(message: string, hint: string): Html {
  const body = html`<main class="sign-in" id="main"><h1>${message}</h1><p class="text">${hint}</p><p><a class="button" href="/">Back to the overview</a></p></main>`;
  return documentOf('Shelfwarden', body, false);
}
